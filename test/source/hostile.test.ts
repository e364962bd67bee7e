import { execFileSync } from "node:child_process";
import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createSink } from "../../generator/diagnostics/sink.ts";
import { loadSpec, type LoadOptions } from "../../generator/source/load.ts";
import { getPointer } from "../../generator/source/pointer.ts";
import { makeFolder } from "./folder.ts";
import { lines } from "./spec.ts";

/** What loading an entry says. */
async function say(entry: string, options: LoadOptions): Promise<readonly string[]> {
  const sink = createSink();
  await loadSpec(entry, options, sink);
  return lines(sink.diagnostics);
}

const referring = (target: string) => ({ definitions: { A: { $ref: target } } });

describe("references to what is none of a specification's business", () => {
  test.each([
    "../secret.json",
    "sub/../../secret.json",
    "%2e%2e/secret.json",
    "%2e%2e%2fsecret.json",
    "..\\secret.json",
    "/etc/passwd",
    "//etc/passwd",
  ])("%s stays unread", async (target) => {
    const cwd = makeFolder({ "secret.json": { password: "x" }, "in/a.json": referring(target) });
    const [said, ...more] = await say("in/a.json", { cwd });
    expect(said).toMatch(/^ref\/outside-root in\/a\.json:4:7#\/definitions\/A\/\$ref /);
    expect(more).toEqual([]);
  });

  test.each(["%252e%252e/secret.json", "sub%00.json", "....//secret.json"])(
    "%s is a name like others, of nothing",
    async (target) => {
      const cwd = makeFolder({ "secret.json": {}, "in/a.json": referring(target) });
      expect((await say("in/a.json", { cwd }))[0]).toMatch(/^ref\/not-found /);
    },
  );

  test.each(["file:///etc/passwd", "ftp://127.0.0.1/a.json", "data:application/json,{}", "javascript:alert(1)"])(
    "%s is no address to connect to",
    async (target) => {
      const cwd = makeFolder({ "a.json": referring(target) });
      expect((await say("a.json", { cwd, allowOrigins: ["null", "file://"] }))[0]).toMatch(/^ref\/remote /);
    },
  );

  test("links do not lead out", async () => {
    const cwd = makeFolder({
      "secret.json": {},
      "out/t.json": {},
      "in/a.json": { definitions: { A: { $ref: "l.json" }, B: { $ref: "d/t.json" } } },
    });
    symlinkSync(join(cwd, "secret.json"), join(cwd, "in/l.json"));
    symlinkSync(join(cwd, "out"), join(cwd, "in/d"));
    expect(await say("in/a.json", { cwd })).toEqual([
      'ref/outside-root in/a.json:4:7#/definitions/A/$ref "$ref" leaves the root folder: l.json',
      'ref/outside-root in/a.json:7:7#/definitions/B/$ref "$ref" leaves the root folder: d/t.json',
    ]);
  });

  test("a link that leads to itself ends", async () => {
    const cwd = makeFolder({ "a.json": referring("l.json") });
    symlinkSync(join(cwd, "l.json"), join(cwd, "l.json"));
    expect((await say("a.json", { cwd }))[0]).toMatch(/^ref\/not-found /);
  });

  test.skipIf(process.platform === "win32")("a pipe is not waited for", async () => {
    const cwd = makeFolder({ "a.json": referring("pipe.json") });
    execFileSync("mkfifo", [join(cwd, "pipe.json")]);
    expect((await say("a.json", { cwd }))[0]).toMatch(/^source\/unreadable .*it is not a file$/);
  });
});

describe("documents made to stall", () => {
  test("deep JSON", async () => {
    const depth = 50_000;
    const cwd = makeFolder({ "a.json": `{"a":${"[".repeat(depth)}${"]".repeat(depth)}}` });
    expect(await say("a.json", { cwd })).toEqual(["source/limit a.json It is nested more than 200 levels deep"]);
  });

  test.each([
    ["flow lists", `a: ${"[".repeat(300_000)}`],
    ["flow maps", `a: ${"{a: ".repeat(300_000)}`],
    ["block lists", "- ".repeat(300_000)],
    ["block maps", Array.from({ length: 1_000 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n")],
    ["compact maps", `${"? ".repeat(300_000)}a`],
  ])("deep YAML: %s", async (_, text) => {
    const cwd = makeFolder({ "a.yaml": text, "readme.md": `\`\`\`yaml\n${text}\n\`\`\`` });
    expect(await say("a.yaml", { cwd })).toEqual(["source/limit a.yaml:1:1 It is nested too deeply"]);
    expect((await say("readme.md", { cwd }))[0]).toBe("source/limit readme.md:2:1 It is nested too deeply");
  });

  test("a YAML text with a second document", async () => {
    expect(await say("a.yaml", { cwd: makeFolder({ "a.yaml": "a: 1\n---\nb: 2\n" }) })).toEqual([
      "source/syntax a.yaml:1:1 This is not YAML: there is a second document after the first",
    ]);
  });

  test("aliases that multiply", async () => {
    const levels = Array.from(
      { length: 12 },
      (_, n) =>
        `l${n}: &l${n} [${Array(9)
          .fill(n === 0 ? "x" : `*l${n - 1}`)
          .join(", ")}]`,
    );
    expect(await say("a.yaml", { cwd: makeFolder({ "a.yaml": levels.join("\n") }) })).toEqual([
      "source/limit a.yaml:1:1 Its aliases multiply",
    ]);
  });

  test("an alias of itself", async () => {
    expect((await say("a.yaml", { cwd: makeFolder({ "a.yaml": "a: &a [*a]\n" }) }))[0]).toMatch(
      /^source\/(limit|syntax) a\.yaml/,
    );
  });

  test("more bytes, values or documents than allowed", async () => {
    const chain = Object.fromEntries(Array.from({ length: 9 }, (_, n) => [`${n}.json`, referring(`${n + 1}.json`)]));
    const cwd = makeFolder({ ...chain, "wide.json": { a: Array(50).fill(0) }, "9.json": {} });
    expect(await say("wide.json", { cwd, limits: { documentBytes: 20 } })).toEqual([
      "source/unreadable wide.json wide.json cannot be read: it is larger than 20 bytes",
    ]);
    expect(await say("wide.json", { cwd, limits: { nodes: 20 } })).toEqual([
      "source/limit wide.json It has more than 20 values",
    ]);
    expect(await say("0.json", { cwd, limits: { documents: 4 } })).toEqual([
      "source/limit 3.json:4:7#/definitions/A/$ref There are more than 4 documents",
    ]);
  });

  test("documents that refer to one another in circles", async () => {
    const cwd = makeFolder({ "a.json": referring("b.json"), "b.json": referring("a.json") });
    expect(await say("a.json", { cwd })).toEqual([]);
  });
});

describe("keys made to confuse", () => {
  test("__proto__ is a key like others, in JSON and YAML", async () => {
    const cwd = makeFolder({ "a.yaml": "__proto__: {polluted: 1}\nx: {constructor: 1}\n" });
    writeFileSync(join(cwd, "a.json"), '{"__proto__": {"polluted": 1}, "x": {"__proto__": {"$ref": "t.json"}}}');
    writeFileSync(join(cwd, "t.json"), "{}");
    for (const name of ["a.json", "a.yaml"]) {
      const sink = createSink();
      const set = await loadSpec(name, { cwd }, sink);
      const root = set?.entries[0]?.root ?? null;
      expect(lines(sink.diagnostics)).toEqual([]);
      expect(getPointer(root, ["__proto__", "polluted"])).toBe(1);
      expect(Object.getPrototypeOf(root)).toBe(Object.prototype);
      expect(getPointer({}, ["polluted"])).toBeUndefined();
    }
  });

  test("duplicate keys are said, with the line of the second", async () => {
    const text = '{\n  "a": {"k": 1, "k": 2},\n  "b": [{"k": 1}, {"k": 1}],\n  "\\u0061": 3\n}';
    expect(await say("a.json", { cwd: makeFolder({ "a.json": text }) })).toEqual([
      'source/duplicate-key a.json:2:17 "k" is here twice; the last holds',
      'source/duplicate-key a.json:4:3 "a" is here twice; the last holds',
    ]);
  });

  test("keys that end with a backslash are seen", async () => {
    const text = '{"k\\\\": 1, "k\\\\": 2}';
    expect(await say("a.json", { cwd: makeFolder({ "a.json": text }) })).toEqual([
      'source/duplicate-key a.json:1:12 "k\\" is here twice; the last holds',
    ]);
  });

  test("what only looks like a key is none", async () => {
    const cwd = makeFolder({ "a.json": { a: 'say "b": 1', c: [":", '":'], d: ": ", "e\\\\": 1, "": 2 } });
    expect(await say("a.json", { cwd })).toEqual([]);
  });

  test("numbers that JSON cannot hold", async () => {
    const cwd = makeFolder({ "a.yaml": "a: .inf\n", "a.json": '{"a": 1e999}' });
    expect(await say("a.yaml", { cwd })).toEqual(["source/limit a.yaml It contains a number that JSON cannot hold"]);
    expect(await say("a.json", { cwd })).toEqual(["source/limit a.json It contains a number that JSON cannot hold"]);
  });
});
