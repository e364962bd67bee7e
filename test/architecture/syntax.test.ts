import ts from "typescript-5.8";
import { describe, expect, test } from "vitest";
import { descendants, lineOf, listFiles, parse, readText } from "./sources.ts";

const ours = ["generator", "templates/runtime/src", "test"].flatMap((folder) => listFiles(folder, [".ts"]));
const generated = listFiles("generated", [".ts"]).filter((path) => path.includes("/src/"));

/** What a file contains of things that it must not, each with its line. */
type Rule = (source: ts.SourceFile) => readonly { readonly node: ts.Node; readonly what: string }[];

const anyTypes: Rule = (source) =>
  descendants(source)
    .filter((node) => node.kind === ts.SyntaxKind.AnyKeyword)
    .map((node) => ({ node, what: "any" }));

/** `export * as name` counts as a name. */
const starExports: Rule = (source) =>
  source.statements
    .filter((node) => ts.isExportDeclaration(node) && !node.exportClause)
    .map((node) => ({ node, what: "export *" }));

const moduleState: Rule = (source) =>
  source.statements
    .filter((node) => ts.isVariableStatement(node) && (node.declarationList.flags & ts.NodeFlags.Const) === 0)
    .map((node) => ({ node, what: "a variable of the module" }));

const defaultExports: Rule = (source) =>
  source.statements.filter((node) => ts.isExportAssignment(node)).map((node) => ({ node, what: "export default" }));

const switchedOff: Rule = (source) =>
  /@ts-(ignore|nocheck)|(oxlint|eslint)-disable/.test(source.text)
    ? [{ node: source, what: "a check that is switched off" }]
    : [];

/** `hint` is a text without which no file can break the rule: most files need no parsing. */
function findings(rule: Rule, hint: RegExp, files: readonly string[]): readonly string[] {
  return files.flatMap((path) => {
    const text = readText(path);
    if (!hint.test(text)) return [];
    const source = parse(path, text);
    return rule(source).map(({ node, what }) => `${path}:${lineOf(source, node)} ${what}`);
  });
}

function count(rule: Rule, text: string): number {
  return rule(parse("a.ts", text)).length;
}

const isIndex = (path: string): boolean => path.endsWith("/index.ts");

describe("source files", () => {
  test("have no any", () => {
    expect(findings(anyTypes, /\bany\b/, [...ours, ...generated])).toEqual([]);
    expect(count(anyTypes, "let a: any; type B = Record<string, any[]>; const any = 1;")).toBe(2);
  });

  test("have export * in index files only", () => {
    expect(
      findings(
        starExports,
        /export\s*\*/,
        [...ours, ...generated].filter((path) => !isIndex(path)),
      ),
    ).toEqual([]);
    expect(count(starExports, `export * from "./a.js"; export * as b from "./b.js"; export { c } from "./c.js";`)).toBe(
      1,
    );
  });

  test("keep no state in modules", () => {
    const kept = ours.filter((path) => !path.startsWith("test/"));
    expect(findings(moduleState, /^(export )?(let|var)\b/m, [...kept, ...generated])).toEqual([]);
    expect(count(moduleState, "let a = 1; var b = 2; const c = 3; function f() { let d = 4; }")).toBe(2);
  });

  test("export by name", () => {
    expect(findings(defaultExports, /export\s+default|export\s*=/, [...ours, ...generated])).toEqual([]);
    expect(count(defaultExports, "export default 1;")).toBe(1);
  });

  test("switch no check off", () => {
    // This file names the comments that it looks for, and assertions about types say what must not compile.
    const checked = [...ours, ...generated].filter(
      (path) => path !== "test/architecture/syntax.test.ts" && !/^test\/output\/types\/.*\.test-d\.ts$/.test(path),
    );
    expect(findings(switchedOff, /@ts-|-disable/, checked)).toEqual([]);
    expect(count(switchedOff, "// @ts-ignore\nf();")).toBe(1);
  });
});
