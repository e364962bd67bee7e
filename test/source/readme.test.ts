import { describe, expect, test } from "vitest";
import { createSink } from "../../generator/diagnostics/sink.ts";
import { loadSpec, type LoadOptions } from "../../generator/source/load.ts";
import { makeFolder } from "./folder.ts";
import { lines } from "./spec.ts";

async function load(files: Readonly<Record<string, string | object>>, options: LoadOptions = {}) {
  const sink = createSink();
  const set = await loadSpec("svc/readme.md", { cwd: makeFolder(files), ...options }, sink);
  return {
    entries: set?.entries.map((entry) => entry.name) ?? null,
    tag: set?.tag ?? null,
    settings: set?.settings ?? null,
    said: lines(sink.diagnostics),
    fixes: sink.diagnostics.map((diagnostic) => diagnostic.fix),
  };
}

const block = (condition: string, ...yaml: readonly string[]) =>
  ["``` yaml " + condition, ...yaml, "```", ""].join("\n");

const readme = [
  "# A service\n\nSome words.\n",
  block("", "openapi-type: arm", "title: Clocks", "tag: package-2024-01"),
  block(
    "$(tag) == 'package-2024-01'",
    "input-file:",
    "  - stable/2024-01/a.json",
    "  - $(this-folder)/stable/2024-01/b.json",
  ),
  block("$(tag) == 'package-2023-01'", "input-file: stable/2023-01/a.json", "title: Old clocks"),
  block("$(python)", "input-file: python.json", "tag: python-only"),
  "```json\n{}\n```\n",
  block("$(tag) == 'package-2024-01'", "input-file: [stable/2024-01/a.json, stable/2024-01/c.yaml]"),
].join("\n");

const files = {
  "svc/readme.md": readme,
  "svc/stable/2024-01/a.json": { swagger: "2.0" },
  "svc/stable/2024-01/b.json": { swagger: "2.0" },
  "svc/stable/2024-01/c.yaml": "swagger: '2.0'\n",
  "svc/stable/2023-01/a.json": { swagger: "2.0" },
};

describe("a literate readme.md", () => {
  test("names the documents of its default tag, each once, in order", async () => {
    expect(await load(files)).toEqual({
      entries: ["svc/stable/2024-01/a.json", "svc/stable/2024-01/b.json", "svc/stable/2024-01/c.yaml"],
      tag: "package-2024-01",
      settings: { title: "Clocks", resourceManager: true },
      said: [],
      fixes: [],
    });
  });

  test("names those of the tag that is asked for, whose settings win", async () => {
    expect(await load(files, { tag: "package-2023-01" })).toMatchObject({
      entries: ["svc/stable/2023-01/a.json"],
      tag: "package-2023-01",
      settings: { title: "Old clocks", resourceManager: true },
      said: [],
    });
  });

  test("a tag that it does not know is an error that lists what it knows", async () => {
    const { entries, said, fixes } = await load(files, { tag: "package-1999" });
    expect(entries).toBeNull();
    expect(said).toEqual(["readme/unknown-tag svc/readme.md:1:1 Nothing in this file is for the tag package-1999"]);
    expect(fixes).toEqual(["choose a tag: package-2024-01, package-2023-01"]);
  });

  test("without input files is an error", async () => {
    expect((await load({ "svc/readme.md": block("", "tag: none") })).said).toEqual([
      "readme/no-input svc/readme.md:1:1 There are no input files for the tag none",
    ]);
    expect((await load({ "svc/readme.md": "# Nothing" })).said).toEqual([
      "readme/no-input svc/readme.md:1:1 There are no input files",
    ]);
  });

  test("names the files of all its packages where each has a flag, and none is the usual one", async () => {
    const text =
      block("$(package-new)", "openapi-type: arm\ntag: package-2024-01") +
      block("$(package-old)", "openapi-type: arm\ntag: package-2023-01") +
      block("$(python)", "tag: package-1999") +
      block("$(tag) == 'package-2024-01'", "input-file: stable/2024-01/a.json") +
      block("$(tag) == 'package-2023-01'", "input-file: stable/2023-01/a.json");
    expect(await load({ ...files, "svc/readme.md": text })).toMatchObject({
      tag: null,
      entries: ["svc/stable/2024-01/a.json", "svc/stable/2023-01/a.json"],
      settings: { resourceManager: true },
      said: [],
    });
    expect(await load({ ...files, "svc/readme.md": text }, { tag: "package-2023-01" })).toMatchObject({
      entries: ["svc/stable/2023-01/a.json"],
    });
  });

  test("a tag that YAML takes for a number is the digits as written", async () => {
    const text = block("", "tag: 1.60") + block("$(tag) == '1.60'", "input-file: stable/2023-01/a.json");
    expect(await load({ ...files, "svc/readme.md": text })).toMatchObject({
      tag: "1.60",
      entries: ["svc/stable/2023-01/a.json"],
    });
  });

  test("takes in what it requires, before its own settings, and circles end", async () => {
    const required =
      block("", "title: Shared", "openapi-type: data-plane", "require: ../readme.md") +
      block("$(tag) == 'x'", "input-file: ../stable/2023-01/a.json");
    const own = block("", "require: common/readme.md", "title: Own", "tag: x");
    expect(await load({ ...files, "svc/readme.md": own, "svc/common/readme.md": required })).toEqual({
      entries: ["svc/stable/2023-01/a.json"],
      tag: "x",
      settings: { title: "Own", resourceManager: false },
      said: [],
      fixes: [],
    });
  });

  test("what it requires or names stays in the root folder", async () => {
    const text = block(
      "",
      "require: ../../away/readme.md",
      "input-file:",
      "  - ../../away.json",
      "  - gone.json",
      "  - stable/2023-01/a.json",
    );
    const { entries, said } = await load({ ...files, "svc/readme.md": text });
    expect(entries).toEqual(["svc/stable/2023-01/a.json"]);
    expect(said).toEqual([
      "readme/require svc/readme.md:2:10 This file cannot be read: ../../away/readme.md",
      "ref/outside-root svc/readme.md:4:5 This is outside the root folder: ../away.json",
      "source/not-found svc/readme.md:5:5 There is no such document: svc/gone.json",
    ]);
  });

  test("mistakes in it have lines", async () => {
    const text = `${readme}\n${block("$(tag) = 'x'", "a: 1")}${block("", "b: [1", "c: 2")}`;
    const { entries, said } = await load({ ...files, "svc/readme.md": text });
    expect(entries).toHaveLength(3);
    const line = text.split("\n").findIndex((content) => content.includes("$(tag) = 'x'")) + 1;
    expect(said[0]).toBe(`readme/condition svc/readme.md:${line}:1 This is no condition: $(tag) = 'x'`);
    expect(said[1]).toMatch(new RegExp(`^source/syntax svc/readme\\.md:${line + 5}:\\d+ This is not YAML: `));
  });

  test("tildes, indents and Windows line ends fence as well; a fence in a fence is text", async () => {
    const text = [
      "~~~ yaml",
      "tag: x",
      "~~~",
      "````md",
      "```yaml",
      "tag: y",
      "```",
      "````",
      "  ```YAML $(tag) == 'x'",
      "  input-file: stable/2023-01/a.json",
      "  ```",
    ].join("\r\n");
    expect(await load({ ...files, "svc/readme.md": text })).toMatchObject({
      tag: "x",
      entries: ["svc/stable/2023-01/a.json"],
      said: [],
    });
  });

  test("suppressions are no concern here", async () => {
    const directives = [
      "directive:",
      "  - suppress: R3016",
      "    reason: known",
      "    where:",
      "      - $.definitions.A",
    ];
    expect((await load({ ...files, "svc/readme.md": `${readme}${block("", ...directives)}` })).said).toEqual([]);
  });
});
