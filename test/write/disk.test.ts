import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { compareFiles, manifestName } from "../../generator/write/disk.ts";
import { commitStaged, discardStaged, stageFiles, writeFiles } from "../../generator/write/stage.ts";
import { makeFolder } from "../source/folder.ts";

const set = (files: Readonly<Record<string, string>>) => new Map(Object.entries(files));

/** Every file below a folder with its text, but for the manifest. */
function tree(root: string): Record<string, string> {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) =>
    join(entry.parentPath, entry.name)
      .slice(root.length + 1)
      .replaceAll("\\", "/"),
  );
  return Object.fromEntries(
    paths
      .filter((path) => path !== manifestName)
      .sort()
      .map((path) => [path, readFileSync(join(root, path), "utf8")]),
  );
}

describe("writing", () => {
  test("makes the folder and the files, and then has nothing to do", async () => {
    const root = join(makeFolder({}), "out/package");
    const files = set({ "README.md": "# é\n", "src/v1/a.ts": "1" });
    expect(compareFiles(root, files)).toEqual({
      missing: ["README.md", "src/v1/a.ts", manifestName],
      changed: [],
      stale: [],
    });
    expect(existsSync(root)).toBe(false);
    expect(writeFiles(root, files)).toEqual({ written: [manifestName, "README.md", "src/v1/a.ts"], removed: [] });
    expect(tree(root)).toEqual({ "README.md": "# é\n", "src/v1/a.ts": "1" });
    expect(compareFiles(root, files)).toEqual({ missing: [], changed: [], stale: [] });
    expect(writeFiles(root, files)).toEqual({ written: [], removed: [] });
  });

  test("touches only what differs", async () => {
    const root = makeFolder({});
    writeFiles(root, set({ "a.ts": "1", "b.ts": "1" }));
    const before = statSync(join(root, "a.ts"), { bigint: true });
    writeFileSync(join(root, "b.ts"), "edited");
    expect(compareFiles(root, set({ "a.ts": "1", "b.ts": "1" }))).toEqual({
      missing: [],
      changed: ["b.ts"],
      stale: [],
    });
    expect(writeFiles(root, set({ "a.ts": "1", "b.ts": "2" }))).toEqual({ written: ["b.ts"], removed: [] });
    const after = statSync(join(root, "a.ts"), { bigint: true });
    expect([after.ino, after.mtimeNs]).toEqual([before.ino, before.mtimeNs]);
    expect(readdirSync(root).sort()).toEqual([manifestName, "a.ts", "b.ts"]);
  });

  test("removes what it wrote and makes no longer, and nothing of others", async () => {
    const root = makeFolder({ "notes.md": "mine", "dist/index.js": "built", "src/mine.ts": "mine" });
    writeFiles(root, set({ "a.ts": "1", "src/v1/a.ts": "1", "src/b.ts": "1" }));
    expect(compareFiles(root, set({ "a.ts": "1" }))).toEqual({
      missing: [],
      changed: [manifestName],
      stale: ["src/b.ts", "src/v1/a.ts"],
    });
    expect(writeFiles(root, set({ "a.ts": "1" }))).toEqual({
      written: [manifestName],
      removed: ["src/b.ts", "src/v1/a.ts"],
    });
    expect(tree(root)).toEqual({ "a.ts": "1", "dist/index.js": "built", "notes.md": "mine", "src/mine.ts": "mine" });
    expect(existsSync(join(root, "src/v1"))).toBe(false);
    expect(compareFiles(root, set({ "a.ts": "1" }))).toEqual({ missing: [], changed: [], stale: [] });
  });

  test("turns a file into a folder and back", async () => {
    const root = makeFolder({});
    for (const path of ["src/jobs", "src/jobs/a.ts", "src/jobs"]) {
      writeFiles(root, set({ [path]: path }));
      expect(tree(root)).toEqual({ [path]: path });
    }
  });

  test("does not write over what somebody else wrote, and then changes nothing at all", async () => {
    const root = makeFolder({ "package.json": "mine", "same.ts": "1" });
    expect(() => writeFiles(root, set({ "a.ts": "1", "package.json": "generated", "same.ts": "1" }))).toThrow(
      /package\.json: written by somebody else/,
    );
    expect(tree(root)).toEqual({ "package.json": "mine", "same.ts": "1" });
  });

  test("a manifest cannot make it remove files elsewhere", async () => {
    const folder = makeFolder({ "precious.txt": "x", "out/dist/a.js": "built" });
    const root = join(folder, "out");
    const listed = ["../precious.txt", join(folder, "precious.txt"), "dist/a.js", "src/../../precious.txt"];
    writeFileSync(join(root, manifestName), listed.join("\n"));
    expect(writeFiles(root, set({ "a.ts": "1" }))).toMatchObject({ removed: [] });
    expect(tree(folder)).toMatchObject({ "precious.txt": "x", "out/dist/a.js": "built" });
  });

  test.each(["file", "folder"])("does not go through a link that stands for a %s", async (kind) => {
    const folder = makeFolder({ "elsewhere/a.ts": "mine", "out/keep": "" });
    const root = join(folder, "out");
    if (kind === "file") mkdirSync(join(root, "src"));
    symlinkSync(
      join(folder, kind === "file" ? "elsewhere/a.ts" : "elsewhere"),
      join(root, kind === "file" ? "src/a.ts" : "src"),
    );
    expect(() => writeFiles(root, set({ "b.ts": "1", "src/a.ts": "2" }))).toThrow(
      /is in the way: it is no (file|folder)/,
    );
    writeFileSync(join(root, manifestName), "src/a.ts\n");
    expect(() => writeFiles(root, set({ "b.ts": "1" }))).toThrow(/is in the way/);
    expect([readFileSync(join(folder, "elsewhere/a.ts"), "utf8"), existsSync(join(root, "b.ts"))]).toEqual([
      "mine",
      false,
    ]);
  });

  test("a folder of somebody else's in a file's place is an error", async () => {
    const root = makeFolder({ "a.ts/x": "1" });
    expect(() => writeFiles(root, set({ "a.ts": "1" }))).toThrow(/a\.ts is in the way: it is no file/);
  });

  test.skipIf(process.platform === "win32" || process.getuid?.() === 0)(
    "leaves no temporary files when it fails",
    async () => {
      const root = makeFolder({ "src/x": "" });
      chmodSync(join(root, "src"), 0o500);
      expect(() => writeFiles(root, set({ "src/a.ts": "1" }))).toThrow(/EACCES/);
      chmodSync(join(root, "src"), 0o700);
      expect(readdirSync(join(root, "src"))).toEqual(["x"]);
    },
  );

  test("a run that was stopped halfway is finished by the next", async () => {
    const root = makeFolder({});
    writeFiles(root, set({ "old.ts": "1" }));
    // As a run leaves it that wrote its first file and was killed: the manifest names old and new ones.
    writeFileSync(join(root, manifestName), "# by hand\nnew1.ts\nnew2.ts\nold.ts\n");
    writeFileSync(join(root, "new1.ts"), "half-done version");
    expect(writeFiles(root, set({ "new1.ts": "1", "new2.ts": "2" }))).toMatchObject({ removed: ["old.ts"] });
    expect(tree(root)).toEqual({ "new1.ts": "1", "new2.ts": "2" });
  });

  test("what is staged is seen by nobody until it is committed, and leaves no trace when it is discarded", async () => {
    const folder = makeFolder({});
    const root = join(folder, "out/package");
    discardStaged(stageFiles(root, set({ "src/a.ts": "1" })));
    expect(readdirSync(folder)).toEqual([]);
    writeFiles(root, set({ "a.ts": "1", "b.ts": "1" }));
    const staged = stageFiles(root, set({ "a.ts": "2" }), ["made from something"]);
    expect(tree(root)).toMatchObject({ "a.ts": "1", "b.ts": "1" });
    commitStaged(structuredClone(staged));
    expect(tree(root)).toEqual({ "a.ts": "2" });
    expect(readFileSync(join(root, manifestName), "utf8")).toContain("# made from something\na.ts\n");
  });

  test("a package that is new is put in place as a whole, whatever a run that was stopped has left", () => {
    const folder = makeFolder({});
    const root = join(folder, "package");
    stageFiles(root, set({ "a.ts": "stopped", "b.ts": "stopped" }));
    const staged = stageFiles(root, set({ "src/a.ts": "1" }));
    expect(readdirSync(folder)).toEqual([".package.armature-staged"]);
    expect(commitStaged(staged)).toEqual({ written: [manifestName, "src/a.ts"], removed: [] });
    expect(readdirSync(folder)).toEqual(["package"]);
    expect(tree(root)).toEqual({ "src/a.ts": "1" });
    expect(writeFiles(root, set({ "src/a.ts": "1" }))).toEqual({ written: [], removed: [] });
  });

  test("packages inside each other do not get into each other's way", () => {
    const folder = makeFolder({});
    const outer = stageFiles(join(folder, "outer"), set({ "a.ts": "1" }));
    const inner = stageFiles(join(folder, "outer/inner"), set({ "b.ts": "2" }));
    commitStaged(outer);
    commitStaged(inner);
    expect(readdirSync(folder)).toEqual(["outer"]);
    expect(tree(join(folder, "outer"))).toMatchObject({ "a.ts": "1", "inner/b.ts": "2" });
    expect(readFileSync(join(folder, "outer", manifestName), "utf8")).toContain("a.ts");
  });
});
