import { spawnSync } from "node:child_process";
import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { makeFolder } from "../source/folder.ts";

const cli = fileURLToPath(new URL("../../dist/armature.mjs", import.meta.url));

/** A service with one operation of that id, which lists what a definition of that key says. */
const spec = (operationId: string, paths: object = {}): object => ({
  swagger: "2.0",
  info: { title: "Garden", version: "1" },
  host: "garden.example.org",
  paths: { "/beds": { get: { operationId, responses: { 200: { description: "ok" } } } }, ...paths },
});

const one = ["--input", "spec.json", "--output", "out"];
const all = ["--all", "specs", "--output", "packages"];

function armature(cwd: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], { cwd, encoding: "utf8" });
  return { status, stdout, stderr };
}

const generate = (cwd: string, ...args: readonly string[]) => armature(cwd, "generate", ...args);

const folderWith = (document: object): string => makeFolder({ "spec.json": document, "specs/garden.json": document });

function rewrite(folder: string, document: object): void {
  for (const name of ["spec.json", "specs/garden.json"]) writeFileSync(join(folder, name), JSON.stringify(document));
}

const read = (folder: string, ...path: readonly string[]): string => readFileSync(join(folder, ...path), "utf8");

describe.each([
  ["one package", one, "out"],
  ["many packages", all, "packages/garden"],
] as const)("the lock of names, of %s,", (_title, options, output) => {
  test("is written, and rewritten only where names change", () => {
    const folder = folderWith(spec("Beds_List"));
    expect(generate(folder, ...options).status).toBe(0);
    const lock = join(folder, output, "names.lock.json");
    expect(JSON.parse(readFileSync(lock, "utf8"))).toMatchObject({
      format: 1,
      entryPoints: { 1: { client: "GardenClient", operations: { Beds_List: { functions: { call: "list" } } } } },
    });
    const { mtimeMs } = statSync(lock);
    expect(generate(folder, ...options, "--stats").status).toBe(0);
    expect(statSync(lock).mtimeMs).toBe(mtimeMs);
    expect(generate(folder, ...options, "--check").status).toBe(0);
  });

  test("keeps the name of an operation that is renamed, for as long as the lock says so", () => {
    const folder = folderWith(spec("Beds_List"));
    generate(folder, ...options);
    rewrite(folder, spec("Beds_All"));
    expect(generate(folder, ...options, "--check").stdout).toContain(`changed  ${output}/names.lock.json`);
    const { status, stderr } = generate(folder, ...options);
    expect(status).toBe(0);
    expect(stderr).toMatch(/names\.lock\.json:\d+:\d+ info names\/deprecated {2}beds\.list is called beds\.all now/);
    expect(read(folder, output, "src/1/beds.ts")).toContain("all as list,");
    // Said once; the alias stays.
    expect(generate(folder, ...options, "--check")).toMatchObject({ status: 0, stderr: "" });
    const lock = read(folder, output, "names.lock.json");
    writeFileSync(join(folder, output, "names.lock.json"), lock.replace(/"deprecated": \{[^}]*\}/, '"deprecated": {}'));
    expect(generate(folder, ...options, "--check").status).toBe(1);
    expect(generate(folder, ...options).status).toBe(0);
    expect(read(folder, output, "src/1/beds.ts")).not.toContain("list");
  });

  test("is where names are changed on purpose", () => {
    const folder = folderWith(spec("Beds_List"));
    generate(folder, ...options);
    const lock = read(folder, output, "names.lock.json");
    const edited = lock.replace(
      '"call": "list"\n          }',
      '"call": "all" }, "deprecated": { "beds.list": "call" }',
    );
    writeFileSync(join(folder, output, "names.lock.json"), edited);
    expect(generate(folder, ...options)).toMatchObject({ status: 0, stderr: "" });
    expect(read(folder, output, "src/1/beds.ts")).toMatch(/export function all\([^]*all as list,/);
    expect(generate(folder, ...options, "--check").status).toBe(0);
  });

  test("is made anew where it is deleted, and asked for by --check", () => {
    const folder = folderWith(spec("Beds_List"));
    generate(folder, ...options);
    rewrite(folder, spec("Beds_All"));
    rmSync(join(folder, output, "names.lock.json"));
    expect(generate(folder, ...options, "--check").stdout).toContain(`missing  ${output}/names.lock.json`);
    expect(generate(folder, ...options)).toMatchObject({ status: 0, stderr: "" });
    expect(read(folder, output, "src/1/beds.ts")).not.toContain("list");
  });

  test("stops everything where it cannot be read", () => {
    const folder = folderWith(spec("Beds_List"));
    generate(folder, ...options);
    const before = read(folder, output, "src/1/beds.ts");
    rewrite(folder, spec("Beds_All"));
    const lock = read(folder, output, "names.lock.json");
    writeFileSync(join(folder, output, "names.lock.json"), `<<<<<<< ours\n${lock}`);
    const { status, stderr } = generate(folder, ...options);
    expect(status).toBe(1);
    expect(stderr).toContain("names.lock.json:1:1 error source/syntax");
    expect(read(folder, output, "src/1/beds.ts")).toBe(before);
  });

  test("says what is gone, at its line", () => {
    const post = { post: { operationId: "Beds_Add", responses: { 200: { description: "ok" } } } };
    const folder = folderWith(spec("Beds_List", { "/beds/new": post }));
    generate(folder, ...options);
    const lines = read(folder, output, "names.lock.json").split("\n");
    const line = lines.findIndex((text) => text.includes('"Beds_Add"')) + 1;
    rewrite(folder, spec("Beds_List"));
    const { status, stderr } = generate(folder, ...options);
    expect(status).toBe(0);
    expect(stderr).toContain(`${output}/names.lock.json:${line}:9 warning names/gone  beds.add (POST /beds/new)`);
    expect(generate(folder, ...options)).toMatchObject({ status: 0, stderr: "" });
  });
});

test("inspect gives the names that a package is published with", () => {
  const folder = folderWith(spec("Beds_list_all"));
  generate(folder, ...one);
  // By itself, the second would get the name of the first.
  const listAll = { get: { operationId: "Beds_listAll", responses: { 200: { description: "ok" } } } };
  rewrite(folder, spec("Beds_list_all", { "/beds/all": listAll }));
  const names = (...args: readonly string[]): readonly string[] =>
    armature(folder, "inspect", "spec.json", ...args)
      .stdout.split("\n")
      .filter((text) => /^ {2}\S/.test(text))
      .map((text) => text.trim());
  expect(names()).toEqual(["beds.listAll", "beds.listAll2"]);
  const order = (all: readonly string[]) => armature(folder, "inspect", "spec.json", ...all).stdout;
  expect(order([])).toMatch(/listAll\n\s+GET \/beds\/all/);
  expect(order(["--names", "out"])).toMatch(/listAll\n\s+GET \/beds\n/);
});
