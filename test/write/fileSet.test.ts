import { describe, expect, test } from "vitest";
import { createSink } from "../../generator/diagnostics/sink.ts";
import { createFileSet, pathProblem } from "../../generator/write/fileSet.ts";

/** The messages about a set of paths, by path. */
function problems(...paths: readonly string[]): readonly string[] {
  const sink = createSink();
  const files = createFileSet(
    paths.map((path) => [path, ""] as const),
    sink,
  );
  expect(files === null).toBe(sink.hasErrors);
  return sink.diagnostics.map(({ at, message }) => `${at.document}: ${message}`);
}

describe("file sets", () => {
  test("are sorted by path, whatever order the files are made in", () => {
    const files = createFileSet(
      [
        ["src/b.ts", "2"],
        ["README.md", "3"],
        ["src/B2.ts", "4"],
        ["src/a.ts", "1"],
      ],
      createSink(),
    );
    expect([...(files ?? [])]).toEqual([
      ["README.md", "3"],
      ["src/B2.ts", "4"],
      ["src/a.ts", "1"],
      ["src/b.ts", "2"],
    ]);
  });

  test.each([
    "a.ts",
    "src/2024-07-01.20.0/a.ts",
    ".npmignore",
    "src/v1.1/$x.ts",
    "src/naïve.ts",
    "console.ts",
    "a/nulls.ts",
  ])("%j can be written", (path) => {
    expect(pathProblem(path)).toBeNull();
  });

  test.each([
    "",
    "/etc/passwd",
    "../a.ts",
    "src/../../a.ts",
    "src/./a.ts",
    "src//a.ts",
    "src/",
    "src\\a.ts",
    "C:/a.ts",
    "a:stream",
    "src/a\u0000.ts",
    "src/a\n.ts",
    "src/what?.ts",
    "con",
    "src/CON.ts",
    "aux.json",
    "src/lpt1",
    "COM¹.ts",
    "src/a.",
    "src /a.ts",
    "...",
    "node_modules/x/index.js",
    "Dist/a.js",
    ".git/config",
    "src/e\u0301.ts",
    `${"a/".repeat(120)}b`,
  ])("%j cannot", (path) => {
    expect(pathProblem(path)).toMatch(/^\S/);
    expect(problems(path, "fine.ts")).toHaveLength(1);
  });

  test("two paths that some file system takes for one are refused", () => {
    expect(problems("src/Jobs.ts", "src/jobs.ts")).toEqual([
      "src/jobs.ts: Two files would have this path, but for upper and lower case: src/Jobs.ts",
    ]);
    expect(problems("src/a.ts", "src/a.ts")).toEqual([
      "src/a.ts: Two files would have this path, but for upper and lower case: src/a.ts",
    ]);
    expect(problems("Src/a.ts", "src/b.ts")).toEqual([]);
  });

  test("a path is not both file and folder", () => {
    expect(problems("src/Jobs", "src/jobs/a.ts")).toEqual([
      "src/jobs/a.ts: src/Jobs cannot be both a file and a folder",
    ]);
  });
});
