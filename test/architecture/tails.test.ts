import { expect, describe, test } from "vitest";
import { measureFunctions } from "./functions.ts";
import { listFiles, readText } from "./sources.ts";
import tails from "./tails.json" with { type: "json" };

const maxFile = 300;
/** Lists of cases are long and yet easy to read. */
const maxTest = 500;
const maxFunction = 60;

/** What is allowed to be longer than the rest, how long at most, and why. */
type Allowed = Readonly<Record<string, { readonly lines: number; readonly reason: string }>>;

const files: Allowed = tails.files;
const functions: Allowed = tails.functions;

const measured = ["generator", "templates/runtime/src", "scripts", "bench", "test"].flatMap((folder) =>
  listFiles(folder, [".ts", ".mjs"]),
);

interface Size {
  readonly name: string;
  readonly lines: number;
}

function tooLong(sizes: readonly Size[], limit: number, allowed: Allowed): readonly string[] {
  return sizes
    .filter(({ name, lines }) => lines > (allowed[name]?.lines ?? limit))
    .map(({ name, lines }) => `${name} has ${lines} lines, ${allowed[name]?.lines ?? limit} are allowed`);
}

/** Entries that nothing needs any more. */
function stale(sizes: readonly Size[], limit: number, allowed: Allowed): readonly string[] {
  return Object.keys(allowed).filter((name) => !sizes.some((size) => size.name === name && size.lines > limit));
}

function lineCount(text: string): number {
  return text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
}

const allSizes: readonly Size[] = measured.map((name) => ({ name, lines: lineCount(readText(name)) }));
const isTest = ({ name }: Size): boolean => name.endsWith(".test.ts");
const fileSizes = allSizes.filter((size) => !isTest(size));
const testSizes = allSizes.filter(isTest);

/** Bodies of `describe` are lists of tests, not functions that anyone has to hold in mind. */
const functionSizes: readonly Size[] = measured.flatMap((path) =>
  measureFunctions(path)
    .filter(({ name }) => !/(^|\.)describe\(\)$/.test(name))
    .map(({ name, lines }) => ({ name: `${path}#${name}`, lines })),
);

describe("the long tail", () => {
  test("has files to measure", () => {
    expect(fileSizes.length).toBeGreaterThan(30);
    expect(functionSizes.length).toBeGreaterThan(30);
  });

  test(`no file has more than ${maxFile} lines without a reason`, () => {
    expect(tooLong(fileSizes, maxFile, files)).toEqual([]);
    expect(tooLong(testSizes, maxTest, files)).toEqual([]);
  });

  test(`no function has more than ${maxFunction} lines without a reason`, () => {
    expect(tooLong(functionSizes, maxFunction, functions)).toEqual([]);
  });

  test("every reason is still needed, and is one", () => {
    expect(stale([...fileSizes, ...testSizes], maxFile, files)).toEqual([]);
    expect(stale(functionSizes, maxFunction, functions)).toEqual([]);
    const reasons = [...Object.values(files), ...Object.values(functions)].map((entry) => entry.reason);
    expect(reasons.filter((reason) => reason.length < 20)).toEqual([]);
  });

  test("measures functions of every kind, nested ones too", () => {
    const text = [
      "export function outer() {",
      "  const inner = () => {",
      "    return 1;",
      "  };",
      "  return { method() { return inner(); } };",
      "}",
      "class Box {",
      "  constructor() {",
      "  }",
      "}",
      "abstract class Shape { abstract area(): number; }",
    ].join("\n");
    expect(measureFunctions("a.ts", text)).toEqual([
      { name: "outer", lines: 6 },
      { name: "outer.inner", lines: 3 },
      { name: "outer.method", lines: 1 },
      { name: "Box.constructor", lines: 2 },
    ]);
  });

  test("counts lines as an editor shows them", () => {
    expect([lineCount("a\nb\n"), lineCount("a\nb"), lineCount("a\n")]).toEqual([2, 2, 1]);
    expect(tooLong([{ name: "a", lines: 61 }], 60, {})).toHaveLength(1);
    expect(stale([{ name: "a", lines: 59 }], 60, { a: { lines: 70, reason: "" } })).toEqual(["a"]);
  });
});
