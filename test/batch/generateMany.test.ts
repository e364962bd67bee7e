import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parseShard, takeShard } from "../../generator/batch/shard.ts";
import { generatorVersion } from "../../generator/batch/version.ts";
import { makeFolder } from "../source/folder.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

const spec = (title: string, paths: object = { "/beds": { get: { operationId: "Beds_List", responses: ok } } }) => ({
  swagger: "2.0",
  info: { title, version: "1" },
  host: "garden.example.org",
  paths,
});
const ok = { 200: { description: "ok" } };

/** Six services, more than are done without threads, and a library that is none. */
const garden = (): string =>
  makeFolder({
    "specs/common.json": spec("Common", {}),
    "specs/specification/rake/readme.md": "```yaml\ninput-file: rake.json\n```\n",
    "specs/specification/rake/rake.json": spec("Rake"),
    ...Object.fromEntries(["a", "b", "c", "d", "e"].map((name) => [`specs/${name}.json`, spec(name)])),
  });

function generate(cwd: string, ...args: readonly string[]) {
  const cli = join(root, "dist/armature.mjs");
  const all = ["generate", "--all", "specs", "--output", "out", ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...all], {
    cwd,
    encoding: "utf8",
    timeout: 20_000,
  });
  return { status, stdout, stderr };
}

const unchanged = (stdout: string): number => stdout.match(/: unchanged$/gm)?.length ?? 0;

describe("many packages", () => {
  test("threads make what one makes, and a second run makes nothing", () => {
    const folder = garden();
    expect(generate(folder, "--threads", "1")).toMatchObject({ status: 0 });
    expect(readdirSync(join(folder, "out"))).toEqual(["a", "b", "c", "d", "e", "rake"]);
    expect(generate(folder, "--check", "--threads", "3")).toMatchObject({ status: 0 });
    expect(unchanged(generate(folder, "--threads", "3").stdout)).toBe(6);
    expect(unchanged(generate(folder, "--force", "--threads", "3").stdout)).toBe(0);
    expect(readFileSync(join(folder, "out/rake/.armature-files"), "utf8")).not.toContain(folder);
  });

  test("what a package is made from, and the package itself, make it due", () => {
    const folder = garden();
    generate(folder);
    writeFileSync(join(folder, "specs/a.json"), JSON.stringify(spec("Another")));
    writeFileSync(join(folder, "out/b/README.md"), "edited");
    const { stdout } = generate(folder);
    expect(unchanged(stdout)).toBe(4);
    expect(readFileSync(join(folder, "out/a/README.md"), "utf8")).toContain("Another");
    expect(readFileSync(join(folder, "out/b/README.md"), "utf8")).not.toBe("edited");
  });

  test("where one has errors nothing is written, or, if asked for, the others", () => {
    const folder = garden();
    const broken = { "/x": { get: { responses: { 200: { schema: { $ref: "#/definitions/Nothing" } } } } } };
    writeFileSync(join(folder, "specs/c.json"), JSON.stringify(spec("Broken", broken)));
    const { status, stderr } = generate(folder);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^specs\/c\.json:1:\d+ error ref\/not-found/m);
    expect(existsSync(join(folder, "out"))).toBe(false);
    expect(generate(folder, "--keep-going").status).toBe(1);
    expect(readdirSync(join(folder, "out"))).toEqual(["a", "b", "d", "e", "rake"]);
  });

  test("shares are disjoint and together everything", () => {
    const folder = garden();
    const shares = ["1/4", "2/4", "3/4", "4/4"].map((shard) =>
      generate(folder, "--shard", shard).stdout.trim().split("\n"),
    );
    expect(shares.map((share) => share.length)).toEqual([2, 2, 1, 1]);
    expect(readdirSync(join(folder, "out"))).toHaveLength(6);
    expect(generate(folder, "--check")).toMatchObject({ status: 0 });
    expect(generate(folder, "--shard", "5/4")).toMatchObject({ status: 2 });
  });
});

test("a share does not depend on the order of what is shared", () => {
  const pick = (items: readonly string[]) => takeShard(items, (item) => item, { index: 1, count: 2 });
  expect([...pick(["d", "b", "a", "c"])].sort()).toEqual([...pick(["a", "b", "c", "d"])]);
  expect(["0/2", "3/2", "1", "1/0", "a/b", "-1/2"].map(parseShard)).toEqual([null, null, null, null, null, null]);
});

test("the generator's version is the package's", () => {
  expect(generatorVersion).toBe(JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version);
});
