import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { makeFolder } from "../source/folder.ts";

const cli = fileURLToPath(new URL("../../dist/armature.mjs", import.meta.url));

const spec = (version: string, ...ids: readonly string[]): object => ({
  swagger: "2.0",
  info: { title: "Garden", version },
  host: "garden.example.org",
  paths: Object.fromEntries(
    ids.map((id) => [`/${id}`, { get: { operationId: id, responses: { 200: { description: "ok" } } } }]),
  ),
});

const folder = (): string =>
  makeFolder({
    "old.json": spec("1", "Beds_List", "Beds_Get"),
    "more.json": spec("2", "Beds_List", "Beds_Get", "Beds_Find"),
    "less.json": spec("3", "Beds_List"),
    "broken.json": "{",
    "specs/sources.yaml": [
      "packages:",
      "  - name: garden",
      "    output: out",
      "    versions:",
      '      - { apiVersion: "1", spec: old.json }',
      '      - { apiVersion: "3", spec: less.json }',
    ].join("\n"),
  });

function diff(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, "diff", ...args], {
    cwd: folder(),
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

describe("armature diff", () => {
  test("prints what breaks before what does not", () => {
    expect(diff("less.json", "more.json").stdout).toBe(
      [
        ...["Garden 2, compared with Garden 3", "", "compatible (2)"],
        ...["  added    function beds.find", "  added    function beds.get", ""],
      ].join("\n"),
    );
    expect(diff("more.json", "less.json").stdout).toContain("breaking (2)\n  removed  function beds.find\n");
    expect(diff("old.json", "old.json").stdout).toContain("nothing has changed");
  });

  test("fails where it is asked to, and else only where it cannot read", () => {
    expect(diff("old.json", "less.json").status).toBe(0);
    expect(diff("old.json", "less.json", "--fail-on", "breaking").status).toBe(1);
    expect(diff("old.json", "more.json", "--fail-on", "breaking").status).toBe(0);
    expect(diff("old.json", "more.json", "--fail-on", "any").status).toBe(1);
    expect(diff("old.json", "old.json", "--fail-on", "any").status).toBe(0);
    expect(diff("old.json", "broken.json")).toMatchObject({ status: 1, stdout: "" });
    expect(diff("old.json", "less.json", "--fail-on", "all").status).toBe(2);
    expect(diff("old.json").status).toBe(2);
  });

  test("compares api-versions of the manifest", () => {
    expect(diff("--package", "garden", "1", "3").stdout).toContain("removed  function beds.get");
    expect(diff("--package", "garden", "1", "4")).toMatchObject({
      ...{ status: 2, stderr: 'armature diff: garden has no api-version "4" in the manifest\n' },
    });
    expect(diff("--package", "orchard", "1", "3").status).toBe(2);
    expect(diff("--package", "garden", "1", "3", "--tag", "t").status).toBe(2);
  });

  test("prints JSON for programs", () => {
    expect(JSON.parse(diff("old.json", "less.json", "--json").stdout)).toEqual({
      format: 1,
      before: { title: "Garden", apiVersion: "1" },
      after: { title: "Garden", apiVersion: "3" },
      counts: { breaking: 1, compatible: 0 },
      differences: [{ change: "removed", breaking: true, what: "function", name: "beds.get", detail: null }],
    });
  });
});
