import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createSink } from "../../generator/diagnostics/sink.ts";
import { recordInText, recordSource, type SourceRecord } from "../../generator/import/record.ts";
import { loadSources, parseSources } from "../../generator/import/sources.ts";
import { makeFolder } from "../source/folder.ts";
import { lines } from "../source/spec.ts";

const manifest = `# Ours.
packages:
  - name: "@acme/clocks" # the first
    output: generated/clocks
    title: Clocks
    versions:
      - apiVersion: "2023-01-01"
        spec: specs/clocks/2023-01-01.json
        overlays: [specs/overlays/clocks.yaml]
        origin: https://h.example/2023-01-01.json
        revision: "12"
        sha256: ${"a".repeat(64)}
      # Not published yet.
      - apiVersion: 2024-05-01-preview
        spec: specs/clocks/2024-05-01-preview.json
        preview: true
  - name: plain
    output: out/plain
    versions: []
`;

async function said(text: string): Promise<readonly string[]> {
  const sink = createSink();
  const sources = await parseSources("s.yaml", text, sink);
  expect(sources === null).toBe(sink.hasErrors);
  return lines(sink.diagnostics);
}

describe("the manifest of packages", () => {
  test("is read with what it leaves out filled in", async () => {
    const cwd = makeFolder({ "specs/sources.yaml": manifest });
    const sources = await loadSources("specs/sources.yaml", createSink(), cwd);
    expect(sources).toMatchObject({
      document: "specs/sources.yaml",
      packages: [
        {
          name: "@acme/clocks",
          output: "generated/clocks",
          title: "Clocks",
          versions: [
            {
              apiVersion: "2023-01-01",
              spec: "specs/clocks/2023-01-01.json",
              overlays: ["specs/overlays/clocks.yaml"],
              preview: false,
              tag: null,
              origin: "https://h.example/2023-01-01.json",
              revision: "12",
              sha256: "a".repeat(64),
            },
            {
              apiVersion: "2024-05-01-preview",
              overlays: [],
              preview: true,
              origin: null,
              revision: null,
              sha256: null,
            },
          ],
        },
        { name: "plain", output: "out/plain", title: "plain", versions: [] },
      ],
    });
    expect(sources?.packages[0]?.versions[1]?.at.position).toEqual({ line: 14, column: 9 });
  });

  test("that is not there is an error", async () => {
    const sink = createSink();
    expect(await loadSources("none.yaml", sink, makeFolder({}))).toBeNull();
    expect(lines(sink.diagnostics)).toEqual(["source/not-found none.yaml There is no such file: none.yaml"]);
  });

  const one = (lines: string) => `packages:\n  - name: a\n    output: out/a\n    versions:\n${lines}`;

  test.each([
    ["- a", 's.yaml:1:1 The file must be a map with "packages"'],
    ["packages: 1", 's.yaml:1:11 "packages" must be a list'],
    ["package: []\npackages: []", 's.yaml:1:1 "package" is not known here; these are: packages'],
    ["packages: [a]", 's.yaml:1:12 A package must be a map with "name", "output" and "versions"'],
    ["packages:\n  - name: a\n    versions: []", 's.yaml:2:5 "output" is missing'],
    ["packages:\n  - name: A b\n    output: x\n    versions: []", "s.yaml:2:11 This is no npm package name: A b"],
    ...["../x", "/x", "C:\\x", "a/../../x", ".", "./"].map((path) => [
      `packages:\n  - name: a\n    output: '${path}'\n    versions: []`,
      `s.yaml:3:13 "output" must be a folder below the working directory: ${path}`,
    ]),
    [one("      - spec: x"), 's.yaml:5:9 "apiVersion" is missing'],
    [one("      - apiVersion: 1.0\n        spec: x"), 's.yaml:5:21 "apiVersion" must be a text in quotes'],
    [
      one('      - apiVersion: "1"\n        spec: x\n        preview: yes'),
      's.yaml:7:18 "preview" must be true or false',
    ],
    [
      one('      - apiVersion: "1"\n        spec: x\n        sha256: abc'),
      's.yaml:7:17 "sha256" must be 64 hexadecimal digits',
    ],
    [
      one('      - apiVersion: "1"\n        spec: x\n        overlay: y'),
      's.yaml:7:9 "overlay" is not known here; these are: apiVersion, spec, tag, overlays, preview, origin, revision, sha256',
    ],
    [one('      - apiVersion: "1"\n        spec: x\n        overlays: y'), 's.yaml:7:19 "overlays" must be a list'],
    [
      one('      - apiVersion: "1"\n        spec: x\n      - apiVersion: "1"\n        spec: y'),
      "s.yaml:7:9 The api-version 1 is here twice",
    ],
    [
      "packages:\n  - {name: a, output: x, versions: []}\n  - {name: a, output: y, versions: []}",
      "s.yaml:3:5 The package a is here twice",
    ],
    [
      "packages:\n  - {name: a, output: x, versions: []}\n  - {name: b, output: x, versions: []}",
      "s.yaml:3:5 The output folder x is here twice",
    ],
  ])("%j is refused", async (text, message) => {
    expect(await said(text)).toEqual([`sources/invalid ${message}`]);
  });

  test("with broken YAML is an error with its line", async () => {
    expect((await said("packages: [\n"))[0]).toMatch(/^source\/syntax s\.yaml:2:1 /);
    expect((await said("packages: []\npackages: []\n"))[0]).toMatch(/^source\/syntax s\.yaml:\d+:\d+ /);
  });
});

describe("recording an import", () => {
  const record: SourceRecord = {
    package: "@acme/clocks",
    output: null,
    title: "Clocks, upstream",
    apiVersion: "2023-01-01",
    spec: "specs/clocks/2023-01-01.json",
    preview: false,
    tag: null,
    origin: "https://h.example/2023-01-01.json",
    revision: "13",
    sha256: "b".repeat(64),
  };

  test("changes what it knows of, and keeps the rest as it was written", async () => {
    const expected = manifest
      .replace('revision: "12"', 'revision: "13"')
      .replace("a".repeat(64), "b".repeat(64))
      .replace(`sha256: ${"b".repeat(64)}\n`, `sha256: ${"b".repeat(64)}\n        preview: false\n`);
    expect(await recordInText(manifest, record)).toBe(expected);
    expect(await recordInText(expected, record)).toBe(expected);
    // Of other bytes, no revision is known.
    const other = { ...record, revision: null, sha256: "c".repeat(64) };
    expect(await recordInText(expected, other)).toBe(
      expected.replace('        revision: "13"\n', "").replace("b".repeat(64), "c".repeat(64)),
    );
    expect(await recordInText(expected, { ...record, revision: null })).toBe(expected);
  });

  test("adds an api-version where it belongs by age, and a package at the end", async () => {
    const added = await recordInText(manifest, { ...record, apiVersion: "2023-12-01", origin: null, revision: null });
    const sources = await parseSources("s.yaml", added, createSink());
    expect(sources?.packages[0]?.versions.map((version) => version.apiVersion)).toEqual([
      "2023-01-01",
      "2023-12-01",
      "2024-05-01-preview",
    ]);
    expect(added).toContain("# Not published yet.");
    const more = await parseSources(
      "s.yaml",
      await recordInText(added, { ...record, package: "@acme/google-time" }),
      createSink(),
    );
    expect(more?.packages.at(-1)).toMatchObject({
      name: "@acme/google-time",
      output: "generated/google-time",
      title: "Clocks, upstream",
    });
  });

  test("makes the manifest where there is none, once", async () => {
    const cwd = makeFolder({});
    await recordSource("specs/sources.yaml", record, cwd);
    const text = readFileSync(join(cwd, "specs/sources.yaml"), "utf8");
    await recordSource("specs/sources.yaml", record, cwd);
    expect(readFileSync(join(cwd, "specs/sources.yaml"), "utf8")).toBe(text);
    const sources = await loadSources("specs/sources.yaml", createSink(), cwd);
    expect(sources?.packages.map(({ name, output, title }) => [name, output, title])).toEqual([
      ["@acme/clocks", "generated/clocks", "Clocks, upstream"],
    ]);
    expect(text).toMatch(/^# What is generated here/);
  });

  test("keeps revisions that look like numbers as texts", async () => {
    const text = await recordInText("", { ...record, revision: "20240322", sha256: "1".repeat(64) });
    expect((await parseSources("s.yaml", text, createSink()))?.packages[0]?.versions[0]).toMatchObject({
      revision: "20240322",
      sha256: "1".repeat(64),
    });
  });
});
