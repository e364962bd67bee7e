import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createSink } from "../../generator/diagnostics/sink.ts";
import { importSpec, runImport } from "../../generator/import/index.ts";
import { loadSources, parseSources } from "../../generator/import/sources.ts";
import { loadSpec } from "../../generator/source/load.ts";
import { makeFolder } from "../source/folder.ts";
import { lines } from "../source/spec.ts";

const upstream = "../shared/specs";

/** Where the documents of these origins are kept, if they are. */
function localCopy(origin: string): string {
  const azure = origin.replace(/^https:\/\/github\.com\/Azure\/azure-rest-api-specs\/blob\/main\//, "azure/");
  const google = /^https:\/\/(\w+)\.googleapis\.com\/\$discovery\/rest\?version=(\w+)$/.exec(origin);
  return join(upstream, google === null ? azure : `google/${google[1] ?? ""}.${google[2] ?? ""}.json`);
}

const sources = await loadSources("specs/sources.yaml", createSink());
const versions = (sources?.packages ?? []).flatMap((source) =>
  source.versions.map((version) => ({ ...version, name: source.name })),
);

describe("the contract files of this repository", () => {
  test("are listed, and there", () => {
    expect(versions.length).toBeGreaterThanOrEqual(5);
    expect(versions.filter(({ spec }) => !existsSync(spec)).map(({ spec }) => spec)).toEqual([]);
    expect(versions.filter(({ origin, sha256 }) => origin === null || sha256 === null)).toEqual([]);
  });

  test.each(versions)("$spec stands alone, and is its own contract", async ({ spec, apiVersion }) => {
    const sink = createSink();
    const imported = await importSpec(spec, {}, sink);
    expect(lines(sink.diagnostics)).toEqual([]);
    expect(imported?.apiVersion).toBe(apiVersion);
    expect(imported?.text === readFileSync(spec, "utf8")).toBe(true);
    expect((await loadSpec(spec, {}, sink))?.documents.size).toBe(1);
  });

  test.each(versions)("$spec has no sentences", ({ spec }) => {
    const sentences: string[] = [];
    JSON.parse(readFileSync(spec, "utf8"), (key, value: unknown) => {
      if (typeof value === "string" && value.split(/\s+/).length > 6) sentences.push(`${key}: ${value}`);
      return value;
    });
    expect(sentences).toEqual([]);
  });

  test.skipIf(!existsSync(upstream)).each(versions)(
    "$spec is what its upstream makes (skipped where ../shared/specs is absent)",
    async ({ spec, origin, sha256 }) => {
      const sink = createSink();
      const imported = await importSpec(localCopy(origin ?? ""), {}, sink);
      expect(lines(sink.diagnostics)).toEqual([]);
      expect(imported?.sha256).toBe(sha256);
      expect(imported?.text === readFileSync(spec, "utf8")).toBe(true);
    },
  );
});

describe("importing", () => {
  const spec = {
    swagger: "2.0",
    info: { title: "ClockClient", version: "2024-01-01-preview" },
    paths: { "/providers/Microsoft.Clocks/c": { get: { operationId: "C_Get", "x-ms-examples": {} } } },
  };

  test("writes the contract and the record, at names made from what the specification says", async () => {
    const cwd = makeFolder({ "up/a.json": spec });
    const options = { cwd, origin: "https://h.example/a.json", revision: "abc" };
    expect(await runImport("up/a.json", options, createSink())).toEqual([
      "specs/azure/clocks/2024-01-01-preview.json",
      "specs/sources.yaml",
    ]);
    expect(JSON.parse(readFileSync(join(cwd, "specs/azure/clocks/2024-01-01-preview.json"), "utf8"))).toEqual({
      ...spec,
      paths: { "/providers/Microsoft.Clocks/c": { get: { operationId: "C_Get" } } },
    });
    const recorded = await parseSources("s", readFileSync(join(cwd, "specs/sources.yaml"), "utf8"), createSink());
    expect(recorded?.packages).toMatchObject([
      {
        name: "@armature/azure-clocks",
        output: "generated/azure-clocks",
        title: "ClockClient",
        versions: [
          { apiVersion: "2024-01-01-preview", preview: true, origin: "https://h.example/a.json", revision: "abc" },
        ],
      },
    ]);
  });

  test("takes what a Discovery document knows of itself", async () => {
    const cwd = makeFolder({
      "a.json": { discoveryVersion: "v1", name: "clocks", version: "v2", title: "Clock API", revision: "20240101" },
    });
    const written = await runImport(
      "a.json",
      { cwd, package: "@acme/time", out: "contracts/time.json", sources: "s.yaml" },
      createSink(),
    );
    expect(written).toEqual(["contracts/time.json", "s.yaml"]);
    const recorded = await parseSources("s", readFileSync(join(cwd, "s.yaml"), "utf8"), createSink());
    expect(recorded?.packages).toMatchObject([
      {
        name: "@acme/time",
        title: "Clock API",
        versions: [{ apiVersion: "v2", preview: false, revision: "20240101", spec: "contracts/time.json" }],
      },
    ]);
  });

  test("a hostile version or service name stays below the folder", async () => {
    const cwd = makeFolder({
      "a.json": { discoveryVersion: "v1", name: "../../../x", version: "../../../../../etc/passwd" },
    });
    expect(await runImport("a.json", { cwd }, createSink())).toEqual([
      "specs/google/x/-..-..-..-..-etc-passwd.json",
      "specs/sources.yaml",
    ]);
  });

  test("writes nothing where there is an error", async () => {
    const cwd = makeFolder({ "a.json": { ...spec, definitions: { A: { $ref: "gone.json" } } } });
    const sink = createSink();
    expect(await runImport("a.json", { cwd }, sink)).toEqual([]);
    expect([sink.hasErrors, existsSync(join(cwd, "specs"))]).toEqual([true, false]);
  });

  test("a repeated import changes nothing", async () => {
    const cwd = makeFolder({ "a.json": spec });
    await runImport("a.json", { cwd }, createSink());
    const read = () =>
      ["azure/clocks/2024-01-01-preview.json", "sources.yaml"].map((path) =>
        readFileSync(join(cwd, "specs", path), "utf8"),
      );
    const before = read();
    await runImport("a.json", { cwd }, createSink());
    expect(read()).toEqual(before);
  });
});
