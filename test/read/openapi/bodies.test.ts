import { describe, expect, it } from "vitest";
import type { Body, Json } from "../../../generator/model/index.ts";
import { named, openapi, operationOf, read, swagger, text, typeOf, type Read } from "./read.ts";

const definitions = { Thing: { type: "object", properties: { a: { type: "string" } } } };

function post(operation: { readonly [key: string]: Json }, members: { readonly [key: string]: Json } = {}): Read {
  const node = { operationId: "Things_Add", responses: { "200": { description: "" } }, ...operation };
  return read({ "shop.json": swagger({ paths: { "/things": { post: node } }, definitions, ...members }) });
}

function bodyOf(result: Read): Body {
  const { body } = operationOf(result, "Things_Add");
  if (body === null) throw new Error("no body");
  return body;
}

const body = (schema: Json, more: { readonly [key: string]: Json } = {}): Json => ({
  name: "thing",
  in: "body",
  schema,
  ...more,
});
const thing = { $ref: "#/definitions/Thing" };

describe("a body of Swagger 2.0", () => {
  it("is JSON where nothing is said", () => {
    expect(bodyOf(post({ parameters: [body(thing, { required: true, description: "What to add." })] }))).toEqual({
      required: true,
      contents: [{ kind: "json", mediaType: "application/json", type: named("Thing") }],
      docs: { summary: null, description: "What to add.", url: null },
      at: { document: "shop.json", pointer: "/paths/~1things/post/parameters/0" },
    });
  });

  it("keeps its media type to the letter, parameters and all", () => {
    const result = post({ parameters: [body(thing)] }, { consumes: ["application/json; odata=minimalmetadata"] });
    expect(bodyOf(result).contents).toMatchObject([
      { kind: "json", mediaType: "application/json; odata=minimalmetadata" },
    ]);
  });

  it("comes in what the operation lists, JSON first, and not in what the document lists", () => {
    const result = post(
      { consumes: ["application/xml", "application/json"], parameters: [body(thing)] },
      { consumes: ["text/plain"] },
    );
    expect(bodyOf(result).contents.map(({ kind, mediaType }) => [kind, mediaType])).toEqual([
      ["json", "application/json"],
      ["xml", "application/xml"],
    ]);
  });

  it("keeps the order of different kinds of JSON", () => {
    const consumes = ["application/merge-patch+json", "application/json"];
    expect(bodyOf(post({ consumes, parameters: [body(thing)] })).contents.map(({ mediaType }) => mediaType)).toEqual(
      consumes,
    );
  });

  it("leaves out other spellings of JSON", () => {
    const consumes = ["application/json", "text/json", "application/*+json"];
    expect(bodyOf(post({ consumes, parameters: [body(thing)] })).contents.map(({ mediaType }) => mediaType)).toEqual([
      "application/json",
    ]);
  });

  it.each<[string, readonly string[], Json, Json]>([
    ["a text", ["text/plain"], { type: "string" }, [{ kind: "text", mediaType: "text/plain", type: text }]],
    [
      "a stream",
      ["application/octet-stream"],
      { type: "string", format: "binary" },
      [{ kind: "binary", mediaType: "application/octet-stream", type: { kind: "binary" } }],
    ],
    [
      "a stream that is called an object",
      ["application/octet-stream"],
      { type: "object", format: "file" },
      [{ kind: "binary", mediaType: "application/octet-stream", type: { kind: "binary" } }],
    ],
    [
      "XML",
      ["application/xml"],
      thing,
      [
        {
          kind: "xml",
          mediaType: "application/xml",
          type: { kind: "named", id: "shop.json#/definitions/Thing" },
          xml: {
            name: "Thing",
            namespace: null,
            prefix: null,
            attribute: false,
            wrapped: false,
            text: false,
            items: null,
          },
        },
      ],
    ],
    [
      "JSON or a picture",
      ["image/png", "application/json"],
      thing,
      [
        { kind: "json", mediaType: "application/json", type: { kind: "named", id: "shop.json#/definitions/Thing" } },
        { kind: "binary", mediaType: "image/png", type: { kind: "binary" } },
      ],
    ],
    [
      "an object that text cannot carry",
      ["text/plain", "application/json"],
      thing,
      [{ kind: "json", mediaType: "application/json", type: { kind: "named", id: "shop.json#/definitions/Thing" } }],
    ],
  ])("is %s", (_, consumes, schema, contents) => {
    expect(bodyOf(post({ consumes, parameters: [body(schema)] })).contents).toEqual(contents);
  });

  it("comes in what a Content-Type parameter lists, its default first", () => {
    const parameters = [
      {
        name: "Content-Type",
        in: "header",
        required: true,
        type: "string",
        enum: ["image/png", "image/tiff"],
        default: "image/tiff",
      },
      body({ type: "string", format: "binary" }),
    ];
    const result = post({ consumes: ["application/json"], parameters });
    expect(bodyOf(result).contents.map(({ mediaType }) => mediaType)).toEqual(["image/tiff", "image/png"]);
    expect(operationOf(result, "Things_Add").parameters).toEqual([]);
  });

  it("gives a schema written in place a name", () => {
    const result = post({ parameters: [body({ type: "object", properties: { a: { type: "string" } } })] });
    expect(typeOf(result, "ThingsAddRequest").name.words).toEqual(["things", "add", "request"]);
  });
});

describe("a request without a body", () => {
  const odata = { consumes: ["application/json; odata=minimalmetadata"] };

  it("names a media type that asks something of the service", () => {
    expect(operationOf(post({}, odata), "Things_Add")).toMatchObject({
      body: null,
      contentType: "application/json; odata=minimalmetadata",
    });
  });

  it("names none where the media type only describes a body, or the method has none", () => {
    expect(operationOf(post({}, { consumes: ["application/json"] }), "Things_Add").contentType).toBeNull();
    expect(
      operationOf(post({}, { consumes: ["application/json; charset=utf-8"] }), "Things_Add").contentType,
    ).toBeNull();
    expect(operationOf(post({ consumes: [] }, odata), "Things_Add").contentType).toBeNull();
    const get = { operationId: "Things_Get", responses: {} };
    expect(
      operationOf(read({ "shop.json": swagger({ ...odata, paths: { "/things": { get } } }) }), "Things_Get")
        .contentType,
    ).toBeNull();
  });

  it("names none beside its body", () => {
    expect(operationOf(post({ parameters: [body(thing)] }, odata), "Things_Add").contentType).toBeNull();
  });
});

describe("a form of Swagger 2.0", () => {
  const field = (name: string, more: { readonly [key: string]: Json } = {}): Json => ({
    name,
    in: "formData",
    type: "string",
    ...more,
  });

  it("is encoded as a URL is, unless a file is in it", () => {
    const result = post({
      parameters: [
        field("a", { required: true }),
        field("n", { type: "array", items: { type: "string" }, collectionFormat: "multi" }),
      ],
    });
    expect(bodyOf(result)).toMatchObject({
      required: true,
      contents: [
        {
          kind: "form",
          mediaType: "application/x-www-form-urlencoded",
          fields: [
            { name: { wire: "a" }, type: text, required: true, list: null },
            { name: { wire: "n" }, type: { kind: "array", items: text }, required: false, list: "multi" },
          ],
        },
      ],
    });
  });

  it("has parts where a file is in it, or where that is said", () => {
    expect(bodyOf(post({ parameters: [field("f", { type: "file" })] })).contents).toMatchObject([
      { kind: "multipart", mediaType: "multipart/form-data", fields: [{ type: { kind: "binary" } }] },
    ]);
    expect(bodyOf(post({ consumes: ["multipart/form-data"], parameters: [field("a")] })).contents).toMatchObject([
      { kind: "multipart" },
    ]);
  });

  it("repeats a field of several files, which cannot be joined", () => {
    const parameters = [field("f", { type: "array", items: { type: "file" } })];
    expect(bodyOf(post({ consumes: ["multipart/form-data"], parameters })).contents).toMatchObject([
      { fields: [{ type: { kind: "array", items: { kind: "binary" } }, list: "multi" }] },
    ]);
  });

  it("has constants", () => {
    expect(bodyOf(post({ parameters: [field("grant", { required: true, enum: ["code"] })] })).contents).toMatchObject([
      { fields: [{ constant: "code" }] },
    ]);
  });
});

describe("a body of OpenAPI 3", () => {
  function put(content: Json, components: { readonly [key: string]: Json } = {}): Body {
    const node = {
      operationId: "Things_Add",
      requestBody: { required: true, content },
      responses: { "200": { description: "" } },
    };
    return bodyOf(
      read({ "shop.json": openapi({ paths: { "/things": { put: node } }, components: { schemas: components } }) }),
    );
  }

  it("has a schema for each media type", () => {
    const content = {
      "application/xml": { schema: { type: "string" } },
      "application/json": { schema: { type: "boolean" } },
    };
    expect(put(content).contents).toEqual([
      { kind: "json", mediaType: "application/json", type: { kind: "boolean" } },
      { kind: "xml", mediaType: "application/xml", type: text, xml: null },
    ]);
  });

  it("is bytes where no schema is given for them", () => {
    expect(put({ "application/octet-stream": {} }).contents).toEqual([
      { kind: "binary", mediaType: "application/octet-stream", type: { kind: "binary" } },
    ]);
  });

  it("may be shared", () => {
    const node = {
      operationId: "Things_Add",
      requestBody: { $ref: "#/components/requestBodies/Thing" },
      responses: {},
    };
    const shared = {
      Thing: { content: { "application/json": { schema: { type: "object", properties: { a: { type: "string" } } } } } },
    };
    const result = read({
      "shop.json": openapi({ paths: { "/things": { put: node } }, components: { requestBodies: shared } }),
    });
    expect(bodyOf(result)).toMatchObject({ required: false });
    expect(typeOf(result, "Thing").id).toBe(
      "shop.json#/components/requestBodies/Thing/content/application~1json/schema",
    );
  });

  it("takes the fields of a form from its schema and that schema's bases", () => {
    const schema = {
      allOf: [{ $ref: "#/components/schemas/Base" }],
      required: ["file"],
      properties: {
        file: { type: "string", format: "binary" },
        tags: { type: "array", items: { type: "string" } },
        meta: { type: "object", properties: { a: { type: "string" } } },
      },
    };
    const encoding = { tags: { explode: false }, meta: { contentType: "application/json" } };
    const components = { Base: { type: "object", properties: { id: { type: "string" } } } };
    expect(put({ "multipart/form-data": { schema, encoding } }, components).contents).toMatchObject([
      {
        kind: "multipart",
        fields: [
          { name: { wire: "id" }, mediaType: null },
          { name: { wire: "file" }, type: { kind: "binary" }, required: true },
          { name: { wire: "tags" }, list: "csv" },
          { name: { wire: "meta" }, mediaType: "application/json", type: { kind: "named" } },
        ],
      },
    ]);
  });
});
