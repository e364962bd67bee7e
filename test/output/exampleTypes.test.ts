import { describe, expect, test } from "vitest";
import { inspectSpec } from "./armature.ts";
import { compile } from "./compile.ts";
import deviations from "./examples/deviations.json" with { type: "json" };
import { services } from "./examples/services.ts";
import { findExamples, upstream } from "./examples/spec.ts";
import { typeProgram } from "./examples/typeProgram.ts";

/** Bodies that differ from their own specification, by title, and how. */
const known: Readonly<Record<string, string>> = deviations;

describe.each(services)("bodies of examples of $title", (service) => {
  const spec = upstream(service.spec);

  test.runIf(spec !== null)("are of the generated types", { timeout: 120_000 }, () => {
    const examples = findExamples(spec ?? "");
    const program = typeProgram(service.entryPoint, inspectSpec(spec ?? ""), examples);
    expect(program.titles.size).toBeGreaterThan(service.examples / 2);
    const errors = compile(`examples-${service.examples}`, { "bodies.ts": program.text });
    const wrong = errors
      .map(({ line, message }) => [program.titles.get(line) ?? `line ${line}`, message] as const)
      .filter(([title]) => known[title] === undefined);
    expect(wrong.map(([title, message]) => `${title}: ${message}`)).toEqual([]);
    const titles = new Set(program.titles.values());
    const failing = new Set(errors.map(({ line }) => program.titles.get(line)));
    expect(Object.keys(known).filter((title) => titles.has(title) && !failing.has(title))).toEqual([]);
  });

  test.runIf(spec === null)("are not on this machine: ../shared/specs is missing, so nothing was compiled", () => {
    expect(spec).toBeNull();
  });
});

describe("the compiler that judges them", () => {
  test("sees what is wrong, and where", () => {
    const text = `const right: string = "a";\nexport const wrong: number = "b";\nexport { right };\n`;
    expect(compile("self-test", { "a.ts": text }).map(({ line, code }) => [line, code])).toEqual([[2, "TS2322"]]);
    expect(compile("self-test", { "a.ts": text.replace(`"b"`, "1") })).toEqual([]);
  });
});
