import { describe, expect, test } from "vitest";
import { compareSurfaces } from "../../generator/compare/differences.ts";
import { surfaceOf } from "../../generator/compare/surface.ts";
import { createSink } from "../../generator/diagnostics/sink.ts";
import type { Service } from "../../generator/model/index.ts";
import { planEntryPoint } from "../../generator/plan/entryPoint.ts";
import { readService } from "../../generator/service.ts";
import { makeFolder } from "../source/folder.ts";

type Members = Readonly<Record<string, unknown>>;

const ref = (name: string): object => ({ $ref: `#/definitions/${name}` });
const ok = (schema?: object): object => ({ 200: { description: "ok", ...(schema === undefined ? {} : { schema }) } });
const body = (schema: object): object => ({ name: "body", in: "body", required: true, schema });
const text = { type: "string" };
const model = (properties: Members, ...required: readonly string[]): object => ({
  type: "object",
  properties,
  required,
});

/** Pets are read, forms are sent, and things go both ways. */
const start = {
  paths: {
    "/pets": {
      get: {
        operationId: "Pets_List",
        parameters: [{ name: "top", in: "query", type: "integer" }],
        responses: ok(ref("Pet")),
      },
      post: { operationId: "Pets_Add", parameters: [body(ref("Form"))], responses: ok() },
      put: { operationId: "Pets_Put", parameters: [body(ref("Thing"))], responses: ok(ref("Thing")) },
    },
  },
  definitions: {
    Pet: model({ name: text, age: { type: "integer" }, kind: ref("Kind") }, "name"),
    Form: model({ name: text, note: text }, "name"),
    Thing: model({ name: text, size: { type: "integer" } }, "name"),
    Kind: { type: "string", enum: ["cat", "dog"], "x-ms-enum": { name: "Kind", modelAsString: false } },
    Color: { type: "string", enum: ["red"], "x-ms-enum": { name: "Color", modelAsString: true } },
  },
};

async function serviceOf(document: object): Promise<Service> {
  const head = { swagger: "2.0", info: { title: "Pets", version: "1" }, host: "pets.example" };
  const sink = createSink();
  const folder = makeFolder({ "spec.json": { ...head, ...document } });
  const service = await readService("spec.json", { cwd: folder }, sink);
  if (service === null || sink.hasErrors) throw new Error(sink.diagnostics.map(({ message }) => message).join("\n"));
  return service;
}

/** What changes, a line each; `!` where it breaks. */
async function changes(edit: (document: typeof start) => object): Promise<readonly string[]> {
  const [before, after] = [await serviceOf(start), await serviceOf(edit(structuredClone(start)))];
  const now = surfaceOf(after, null);
  return compareSurfaces(surfaceOf(before, null, now.deprecated), now).map(
    ({ change, breaking, what, name, detail }) =>
      `${breaking ? "! " : ""}${change} ${what} ${name}${detail === null ? "" : `: ${detail}`}`,
  );
}

const withDefinition = (name: string, definition: object) => (document: typeof start) => ({
  ...document,
  definitions: { ...document.definitions, [name]: definition },
});

const operation = (method: string, changed: object) => (document: typeof start) => ({
  ...document,
  paths: { "/pets": { ...document.paths["/pets"], [method]: changed } },
});

describe("two generations", () => {
  test("of one specification are the same", async () => {
    expect(await changes((document) => document)).toEqual([]);
  });

  test("differ by functions", async () => {
    const one = { operationId: "Pets_Clear", responses: ok() };
    expect(await changes(operation("delete", one))).toEqual(["added function pets.clear"]);
    expect(await changes(operation("post", one))).toEqual([
      ...["! removed function pets.add", "added function pets.clear"],
    ]);
  });

  test("differ by arguments", async () => {
    const list = (parameters: readonly object[]): object => ({
      ...{ operationId: "Pets_List", responses: ok(ref("Pet")) },
      parameters,
    });
    const parameter = (name: string, required: boolean): object => ({ name, in: "query", type: "integer", required });
    expect(await changes(operation("get", list([])))).toEqual(["! changed function pets.list: argument top is gone"]);
    expect(await changes(operation("get", list([parameter("top", true)])))).toEqual([
      "! changed function pets.list: argument top is required",
    ]);
    expect(await changes(operation("get", list([parameter("top", false), parameter("skip", false)])))).toEqual([
      "changed function pets.list: argument skip is new",
    ]);
    expect(await changes(operation("get", list([parameter("top", false), parameter("skip", true)])))).toEqual([
      "! changed function pets.list: argument skip is new and required",
    ]);
  });

  test("differ by answers", async () => {
    const list = { operationId: "Pets_List", parameters: [{ name: "top", in: "query", type: "integer" }] };
    expect(
      await changes(
        operation("get", { ...list, responses: { ...ok(ref("Pet")), 201: { description: "ok", schema: ref("Pet") } } }),
      ),
    ).toEqual([]);
    expect(
      await changes(operation("get", { ...list, responses: { ...ok(ref("Pet")), 204: { description: "ok" } } })),
    ).toEqual(["! changed function pets.list: what it answers is also undefined"]);
    const paged = {
      ...list,
      responses: ok(model({ value: { type: "array", items: ref("Pet") } })),
      "x-ms-pageable": { nextLinkName: null },
    };
    expect(await changes(operation("get", paged))).toContain(
      "! changed function pets.list: what it returns is Pages<Pet>, was Call<Response>",
    );
  });

  test("differ by what is read", async () => {
    const { name, age, kind } = { name: text, age: { type: "integer" }, kind: ref("Kind") };
    expect(await changes(withDefinition("Pet", model({ name, age, kind, color: text }, "name", "color")))).toEqual([
      "changed type Pet: property color is new and required",
    ]);
    expect(await changes(withDefinition("Pet", model({ name, age, kind }, "name", "age")))).toEqual([
      "changed type Pet: property age is required",
    ]);
    expect(await changes(withDefinition("Pet", model({ name, age, kind })))).toEqual([
      "! changed type Pet: property name may be absent",
    ]);
    expect(await changes(withDefinition("Pet", model({ name, kind }, "name")))).toEqual([
      "! changed type Pet: property age is gone",
    ]);
    expect(await changes(withDefinition("Pet", model({ name, age: text, kind }, "name")))).toEqual([
      "! changed type Pet: property age is string, was number",
    ]);
  });

  test("differ by what is sent", async () => {
    expect(await changes(withDefinition("Form", model({ name: text, note: text }, "name", "note")))).toEqual([
      "! changed type Form: property note is required",
    ]);
    expect(await changes(withDefinition("Form", model({ name: text, note: text })))).toEqual([
      "changed type Form: property name may be absent",
    ]);
    expect(
      await changes(withDefinition("Form", model({ name: text, note: text, extra: text }, "name", "extra"))),
    ).toEqual(["! changed type Form: property extra is new and required"]);
    expect(
      await changes(withDefinition("Form", model({ name: text, note: { ...text, enum: ["a", "b"] } }, "name"))),
    ).toEqual([`! changed type Form: property note is FormNote, was string`, "added type FormNote"]);
  });

  test("differ by values", async () => {
    const hint = (name: string, modelAsString: boolean): object => ({ "x-ms-enum": { name, modelAsString } });
    const kinds = (...values: readonly string[]) =>
      withDefinition("Kind", { type: "string", enum: values, ...hint("Kind", false) });
    // Kinds are only read: who reads them has dealt with all.
    expect(await changes(kinds("cat", "dog", "cow"))).toEqual([`! changed type Kind: is also "cow"`]);
    expect(await changes(kinds("cat"))).toEqual([`changed type Kind: is no longer "dog"`]);
    const colors = withDefinition("Color", { type: "string", enum: ["red", "blue"], ...hint("Color", true) });
    expect(await changes(colors)).toEqual([`changed type Color: is also "blue"`]);
  });

  test("that tell what is sent from what is read are compared by what they are", async () => {
    const readOnly = model({ name: text, size: { type: "integer", readOnly: true } }, "name");
    expect(await changes(withDefinition("Thing", readOnly))).toEqual([
      "! changed function pets.put: argument body is ThingInput, was Thing",
      "! changed type Thing: property size is read-only",
      "added type ThingInput",
    ]);
    const fresh = model({ name: text, size: { type: "integer" }, id: { ...text, readOnly: true } }, "name");
    expect(await changes(withDefinition("Thing", fresh))).toEqual([
      "changed function pets.put: argument body is ThingInput, was Thing",
      "changed type Thing: property id is new",
      "added type ThingInput",
    ]);
  });

  test("with the lock of the first keep names that the second renames", async () => {
    const before = await serviceOf(start);
    const edited = structuredClone(start) as {
      paths: { "/pets": { get: { operationId: string } } };
      definitions: Members;
    };
    edited.paths["/pets"].get.operationId = "Pets_All";
    edited.definitions = { ...edited.definitions, Pet: { ...start.definitions.Pet, "x-ms-client-name": "Animal" } };
    const after = await serviceOf(edited);
    const { lock } = planEntryPoint(before, { name: "pets", title: "Pets" });
    const differences = (published: typeof lock | null) => {
      const now = surfaceOf(after, published);
      return compareSurfaces(surfaceOf(before, published, now.deprecated), now);
    };
    expect(differences(null).filter(({ breaking }) => breaking).length).toBeGreaterThan(1);
    expect(differences(lock).map(({ change, breaking, name }) => [change, breaking, name])).toEqual([
      ["added", false, "pets.all"],
      ["added", false, "Animal"],
    ]);
  });
});
