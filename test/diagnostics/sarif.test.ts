import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { catalog } from "../../generator/diagnostics/catalog.ts";
import { documentUri, formatSarif } from "../../generator/diagnostics/sarif.ts";
import { createSink } from "../../generator/diagnostics/sink.ts";
import { makeFolder } from "../source/folder.ts";

interface Rule {
  readonly id: string;
  readonly [member: string]: unknown;
}

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string };
      readonly region: { readonly startLine: number; readonly startColumn?: number };
    };
    readonly logicalLocations?: readonly { readonly fullyQualifiedName: string }[];
  }[];
}

interface Log {
  readonly $schema: string;
  readonly version: string;
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly name: string; readonly rules: readonly Rule[] } };
    readonly columnKind: string;
    readonly results: readonly Result[];
  }[];
}

/** A URI reference, RFC 3986, appendix B, of characters that may stand in one. */
const uriReference = /^(?:[a-z][a-z0-9+.-]*:)?(?:[\w\-.~!$&'()*+,;=:@/?]|%[0-9A-F]{2})*$/i;

/** What the schema of SARIF 2.1.0 requires of what is written here, and what GitHub's code scanning does beyond it. */
function checkLog(text: string): Log {
  const log = JSON.parse(text) as Log;
  expect(Object.keys(log).toSorted()).toEqual(["$schema", "runs", "version"]);
  expect(log.version).toBe("2.1.0");
  expect(log.runs).toHaveLength(1);
  for (const { tool, columnKind, results } of log.runs) {
    expect(tool.driver.name).toMatch(/\S/);
    expect(["utf16CodeUnits", "unicodeCodePoints"]).toContain(columnKind);
    const { rules } = tool.driver;
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    for (const rule of rules) checkRule(rule);
    for (const result of results) checkResult(result, rules);
  }
  return log;
}

const levels = ["none", "note", "warning", "error"];
const message = { text: expect.stringMatching(/\S/) as string };

function checkRule(rule: Rule): void {
  expect(rule).toEqual({
    ...{ id: rule.id, shortDescription: message, fullDescription: message, help: message },
    defaultConfiguration: { level: expect.toBeOneOf(levels) as string },
  });
}

function checkResult(result: Result, rules: readonly Rule[]): void {
  expect(rules[result.ruleIndex]?.id).toBe(result.ruleId);
  expect(levels).toContain(result.level);
  expect(result.message).toEqual(message);
  expect(result.locations).toHaveLength(1);
  for (const { physicalLocation, logicalLocations } of result.locations) {
    expect(physicalLocation.artifactLocation.uri).toMatch(uriReference);
    expect(physicalLocation.region.startLine).toBeGreaterThanOrEqual(1);
    expect(physicalLocation.region.startColumn ?? 1).toBeGreaterThanOrEqual(1);
    for (const { fullyQualifiedName } of logicalLocations ?? []) expect(fullyQualifiedName).toMatch(/^#\//);
  }
}

describe("SARIF", () => {
  test("says what, where and what to do", () => {
    const sink = createSink();
    sink.report("ref/not-found", { document: "my specs/b.json", pointer: "/a" }, '"$ref" points at nothing', "Add it.");
    sink.report("source/not-found", { document: "https://h.example/c d.json", pointer: "" }, "Gone");
    sink.report("schema/tuple", { document: "a.json", pointer: "/x", position: { line: 7, column: 3 } }, "A tuple");
    const [run] = checkLog(
      formatSarif(sink.diagnostics, ({ pointer }) => (pointer === "/a" ? { line: 4, column: 9 } : null)),
    ).runs;
    expect(run?.tool.driver.rules.map(({ id }) => id)).toEqual(Object.keys(catalog));
    expect(
      run?.results.map(({ ruleId, level, message: { text }, locations }) => [ruleId, level, text, locations[0]]),
    ).toEqual([
      [
        "schema/tuple",
        "note",
        "A tuple. Fix: Nothing needs to be done; values are not changed.",
        {
          physicalLocation: { artifactLocation: { uri: "a.json" }, region: { startLine: 7, startColumn: 3 } },
          logicalLocations: [{ fullyQualifiedName: "#/x" }],
        },
      ],
      [
        ...["source/not-found", "error", `Gone. Fix: ${catalog["source/not-found"].fix}`],
        { physicalLocation: { artifactLocation: { uri: "https://h.example/c%20d.json" }, region: { startLine: 1 } } },
      ],
      [
        ...["ref/not-found", "error", '"$ref" points at nothing. Fix: Add it.'],
        {
          physicalLocation: {
            artifactLocation: { uri: "my%20specs/b.json" },
            region: { startLine: 4, startColumn: 9 },
          },
          logicalLocations: [{ fullyQualifiedName: "#/a" }],
        },
      ],
    ]);
  });

  test("is a log also where there is nothing to say", () => {
    expect(checkLog(formatSarif([], () => null)).runs[0]?.results).toEqual([]);
  });

  test("stays well-formed whatever documents are called and specifications hold", () => {
    const sink = createSink();
    for (const name of [
      "a\u0000b",
      "\ud800",
      "x y#z?%.json",
      "../up/é.json",
      "C:\\specs\\a.json",
      "/abs/a b.json",
      "http://",
    ])
      sink.report("ref/not-found", { document: name, pointer: `/${name}` }, `bad ${name}`);
    const [run] = checkLog(formatSarif(sink.diagnostics, () => null)).runs;
    expect(run?.results).toHaveLength(7);
  });

  test.each([
    ["specs/a b.json", "specs/a%20b.json"],
    ["../shared/a.json", "../shared/a.json"],
    ["/abs/x#y.json", "file:///abs/x%23y.json"],
    ["C:\\specs\\a.json", "file:///C:/specs/a.json"],
    ["https://h.example/a%20b.json?x=1", "https://h.example/a%20b.json?x=1"],
  ])("names the document %s %s", (document, uri) => {
    expect(documentUri(document)).toBe(uri);
  });
});

describe("the command line", () => {
  const cli = fileURLToPath(new URL("../../dist/armature.mjs", import.meta.url));
  const spec = { swagger: "2.0", info: { title: "Garden", version: "1" }, paths: { "/a": { $ref: "#/nothing" } } };
  const run = (cwd: string, ...args: readonly string[]) =>
    spawnSync(process.execPath, [cli, "inspect", "spec.json", ...args], { cwd, encoding: "utf8" });

  test("writes the log to standard error, or to a file", () => {
    const folder = makeFolder({ "spec.json": spec });
    const { status, stderr } = run(folder, "--format", "sarif");
    expect(status).toBe(1);
    expect(checkLog(stderr).runs[0]?.results.map(({ ruleId }) => ruleId)).toEqual(["ref/not-found"]);
    expect(run(folder, "--format=sarif", "--report=log.sarif")).toMatchObject({ status: 1, stderr: "" });
    expect(readFileSync(join(folder, "log.sarif"), "utf8")).toBe(stderr);
  });

  test("writes an empty report where all is well, and says where it cannot", () => {
    const folder = makeFolder({ "spec.json": { ...spec, host: "a.example", paths: {} } });
    expect(run(folder, "--format", "sarif", "--report", "log.sarif").status).toBe(0);
    expect(checkLog(readFileSync(join(folder, "log.sarif"), "utf8")).runs[0]?.results).toEqual([]);
    expect(run(folder, "--report", "no/such/folder/log")).toMatchObject({
      ...{ status: 1, stderr: expect.stringContaining("armature inspect: the report cannot be written") as string },
    });
    expect(run(folder, "--format", "xml").stderr).toContain("--format is text, json, github or sarif");
  });
});
