import { describe, expect, it } from "vitest";
import type { Json, Response } from "../../../generator/model/index.ts";
import { getThings, named, openapi, operationOf, read, swagger, text, typeOf } from "./read.ts";

const definitions = {
  Thing: { type: "object", properties: { a: { type: "string" } } },
  Problem: { type: "object", properties: { code: { type: "string" } } },
};

function responses(list: Json, operation: { readonly [key: string]: Json } = {}): readonly Response[] {
  return operationOf(getThings({ responses: list, ...operation }, { definitions }), "Things_Get").responses;
}

function roles(list: Json): readonly string[] {
  return responses(list).map(
    ({ status, role }) =>
      `${status.kind === "exact" ? status.status : status.kind === "range" ? `${status.hundred}xx` : "default"} ${role}`,
  );
}

describe("responses", () => {
  it("come by status, ranges and the rest last", () => {
    expect(roles({ default: {}, "4XX": {}, "404": {}, "200": {}, "2xx": {} })).toEqual([
      "200 success",
      "404 error",
      "2xx success",
      "4xx error",
      "default error",
    ]);
  });

  it("are errors from 400 on, or where that is said", () => {
    expect(
      roles({ "200": {}, "204": {}, "304": {}, "400": {}, "500": {}, "202": { "x-ms-error-response": true } }),
    ).toEqual(["200 success", "202 error", "204 success", "304 success", "400 error", "500 error"]);
  });

  it("are successes by default where nothing else is", () => {
    expect(roles({ default: {} })).toEqual(["default success"]);
    expect(roles({ "404": {}, default: {} })).toEqual(["404 error", "default success"]);
    expect(roles({ default: { "x-ms-error-response": true } })).toEqual(["default error"]);
  });

  it("say of a HEAD that a thing is not there", () => {
    const head = { operationId: "Things_Has", responses: { "200": {}, "404": {}, default: {} } };
    const result = read({ "shop.json": swagger({ paths: { "/things": { head } } }) });
    expect(operationOf(result, "Things_Has").responses.map(({ role }) => role)).toEqual(["success", "absent", "error"]);
  });

  it("leave out what is no status", () => {
    const result = getThings({ responses: { "200": {}, OK: {}, "x-note": {} } });
    expect(operationOf(result, "Things_Get").responses).toHaveLength(1);
    expect(result.codes).toEqual(["response/status"]);
  });

  it("may be written apart", () => {
    const result = getThings(
      { responses: { "200": { $ref: "#/responses/Found" } } },
      {
        responses: {
          Found: { description: "Here.", schema: { type: "object", properties: { a: { type: "string" } } } },
        },
      },
    );
    expect(operationOf(result, "Things_Get").responses).toMatchObject([
      { docs: { description: "Here." }, at: { pointer: "/responses/Found" } },
    ]);
    expect(typeOf(result, "Found").id).toBe("shop.json#/responses/Found/schema");
  });
});

describe("the content of an answer", () => {
  it("is none without a schema", () => {
    expect(responses({ "200": { description: "" } })[0]?.contents).toEqual([]);
  });

  it("comes in what the operation produces, else the document, else JSON", () => {
    const thing = { "200": { schema: { $ref: "#/definitions/Thing" } } };
    expect(responses(thing)[0]?.contents).toEqual([
      { kind: "json", mediaType: "application/json", type: named("Thing") },
    ]);
    expect(responses(thing, { produces: ["application/xml"] })[0]?.contents).toMatchObject([{ kind: "xml" }]);
    expect(responses(thing, { produces: [] })[0]?.contents).toMatchObject([{ kind: "json" }]);
  });

  it("is bytes for a file and JSON for an error, though one list of media types holds for both", () => {
    const both = responses(
      { "200": { schema: { type: "object", format: "file" } }, default: { schema: { $ref: "#/definitions/Problem" } } },
      { produces: ["application/json", "application/octet-stream"] },
    );
    expect(both.map(({ contents }) => contents.map(({ kind, mediaType }) => [kind, mediaType]))).toEqual([
      [["binary", "application/octet-stream"]],
      [["json", "application/json"]],
    ]);
  });

  it("is bytes for a file even where only JSON is listed", () => {
    expect(responses({ "200": { schema: { type: "file" } } })[0]?.contents).toMatchObject([{ kind: "binary" }]);
  });

  it("is text where it is text", () => {
    const contents = responses(
      { "200": { schema: { type: "string" } } },
      { produces: ["text/plain", "application/json"] },
    )[0]?.contents;
    expect(contents?.map(({ kind }) => kind)).toEqual(["json", "text"]);
  });

  it("has a name where its schema is written in place", () => {
    const schema = { type: "object", properties: { a: { type: "string" } } };
    const result = getThings({ responses: { "200": { schema }, "404": { schema }, default: { schema } } });
    expect(result.service.types.map(({ name }) => name.wire)).toEqual([
      "ThingsGetError",
      "ThingsGetResponse",
      "ThingsGetResponse404",
    ]);
  });
});

describe("headers of an answer", () => {
  it("have types", () => {
    const headers = {
      ETag: { type: "string", description: "Its version." },
      "x-count": { type: "integer", format: "int64" },
      "x-ms-meta": { type: "string", "x-ms-header-collection-prefix": "x-ms-meta-" },
      "x-state": { type: "string", enum: ["on", "off"], "x-ms-client-name": "PowerState" },
    };
    expect(responses({ "200": { headers } })[0]?.headers).toEqual([
      {
        name: { wire: "ETag", words: ["e", "tag"] },
        type: text,
        prefix: null,
        docs: { summary: null, description: "Its version.", url: null },
      },
      {
        name: { wire: "x-count", words: ["x", "count"] },
        type: { kind: "integer", format: "int64" },
        prefix: null,
        docs: { summary: null, description: null, url: null },
      },
      {
        name: { wire: "x-ms-meta", words: ["x", "ms", "meta"] },
        type: { kind: "map", values: text },
        prefix: "x-ms-meta-",
        docs: { summary: null, description: null, url: null },
      },
      {
        name: { wire: "x-state", words: ["power", "state"] },
        type: { kind: "named", id: "shop.json#/paths/~1things/get/responses/200/headers/x-state" },
        prefix: null,
        docs: { summary: null, description: null, url: null },
      },
    ]);
  });

  it("have schemas in OpenAPI 3", () => {
    const get = {
      operationId: "Things_Get",
      responses: { "200": { description: "", headers: { "x-n": { $ref: "#/components/headers/N" } } } },
    };
    const result = read({
      "shop.json": openapi({
        paths: { "/t": { get } },
        components: { headers: { N: { schema: { type: "integer" } } } },
      }),
    });
    expect(operationOf(result, "Things_Get").responses[0]?.headers).toMatchObject([
      { name: { wire: "x-n" }, type: { kind: "integer" } },
    ]);
  });
});

describe("the error of a service", () => {
  const problem = { schema: { $ref: "#/definitions/Problem" } };
  const get = (id: string, error: Json): Json => ({
    get: { operationId: id, responses: { "200": {}, default: error } },
  });

  it("is what all operations agree on", () => {
    const paths = { "/a": get("A_Get", problem), "/b": get("B_Get", problem), "/c": get("C_Get", { description: "" }) };
    expect(read({ "shop.json": swagger({ paths, definitions }) }).service.errorType).toEqual(named("Problem"));
  });

  it("is none where they disagree", () => {
    const paths = { "/a": get("A_Get", problem), "/b": get("B_Get", { schema: { $ref: "#/definitions/Thing" } }) };
    expect(read({ "shop.json": swagger({ paths, definitions }) }).service.errorType).toBeNull();
  });
});
