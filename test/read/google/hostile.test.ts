import { readFileSync } from "node:fs";
import { array, check, constantFrom, double, jsonValue, oneof, property, type Arbitrary } from "fast-check";
import { describe, expect, test } from "vitest";
import { createSink } from "../../../generator/diagnostics/sink.ts";
import type { Json } from "../../../generator/model/index.ts";
import { readDiscovery } from "../../../generator/read/google/index.ts";
import { isObject } from "../../../generator/source/document.ts";
import { documentOf, read, setOf } from "./document.ts";

const contract = JSON.parse(readFileSync("specs/google/gkehub/v1beta.json", "utf8")) as Json;

/** Values that members are replaced by: of every kind, with names that objects inherit. */
const junk = oneof(
  jsonValue() as Arbitrary<Json>,
  constantFrom<Json>(
    "__proto__",
    "constructor",
    "toString",
    "\0",
    "{",
    "{+",
    "^(a+)+$",
    { $ref: "Membership" },
    { type: "object" },
  ),
);

/** The value with one of the places in it replaced, which one is chosen by a list of numbers from 0 to 1. */
function replaceAt(value: Json, choices: readonly number[], replacement: Json): Json {
  const [choice, ...rest] = choices;
  const keys = typeof value === "object" && value !== null ? Object.keys(value) : [];
  const key = keys[Math.floor((choice ?? 0) * keys.length)];
  if (choice === undefined || key === undefined) return replacement;
  if (Array.isArray(value))
    return value.map((item: Json, index) => (String(index) === key ? replaceAt(item, rest, replacement) : item));
  return isObject(value) ? { ...value, [key]: replaceAt(value[key] ?? null, rest, replacement) } : replacement;
}

/** Whether the document is read, or refused with a reason, and the result is plain data. */
function survives(root: Json): boolean {
  const sink = createSink();
  const service = readDiscovery(setOf(root), {}, sink);
  return service === null ? sink.hasErrors : JSON.stringify(service).includes(JSON.stringify(service.id));
}

describe("documents that mean harm", () => {
  test("with anything in the place of anything", () => {
    const steps = array(double({ min: 0, max: 0.999, noNaN: true }), { minLength: 1, maxLength: 14 });
    const anywhere = property(steps, junk, (choices, value) => survives(replaceAt(contract, choices, value)));
    expect(check(anywhere, { numRuns: 150, seed: 1 })).toMatchObject({ failed: false, numRuns: 150 });
  });

  test("made of anything", () => {
    const members = ["schemas", "resources", "methods", "parameters", "auth", "endpoints", "servicePath", "rootUrl"];
    const made = property(constantFrom(...members), junk, (member, value) => survives(documentOf({ [member]: value })));
    expect(check(made, { numRuns: 300, seed: 2 })).toMatchObject({ failed: false, numRuns: 300 });
  });

  test("with names that objects inherit", () => {
    const root = JSON.parse(
      `{"schemas": {"__proto__": {"type": "object", "properties": {"__proto__": {"type": "string"}}}},
        "resources": {"__proto__": {"methods": {"constructor": {"httpMethod": "GET", "path": "a", "response": {"$ref": "__proto__"}}}}}}`,
    ) as Parameters<typeof read>[0];
    const { service, codes } = read(root);
    expect(codes).toEqual([]);
    expect(service.types.map(({ id }) => id)).toContain("#/schemas/__proto__");
    expect(service.groups[0]?.operations[0]?.name.wire).toBe("constructor");
  });

  test("nested as deep as loading permits", () => {
    let schema: Json = { type: "string" };
    for (let depth = 0; depth < 100; depth += 1) schema = { type: "object", properties: { p: schema } };
    expect(
      read({ schemas: { A: schema } }).service.types.filter(({ kind }) => kind === "model").length,
    ).toBeGreaterThan(100);
  });
});
