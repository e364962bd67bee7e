import { describe, expect, it } from "vitest";
import type { Json, LongRunning } from "../../../generator/model/index.ts";
import { named, operationOf, read, swagger, type Read } from "../openapi/read.ts";

const definitions = {
  Thing: { type: "object", properties: { a: { type: "string" } } },
  Report: { type: "object", properties: { b: { type: "string" } } },
};
const thing = { description: "", schema: { $ref: "#/definitions/Thing" } };
const empty = { description: "" };

function reading(method: string, responses: Json, members: { readonly [key: string]: Json } = {}): Read {
  const operation = { operationId: "Things_Run", "x-ms-long-running-operation": true, responses, ...members };
  return read({ "shop.json": swagger({ paths: { "/things": { [method]: operation } }, definitions }) });
}

function running(method: string, responses: Json, members: { readonly [key: string]: Json } = {}): LongRunning {
  const { longRunning } = operationOf(reading(method, responses, members), "Things_Run");
  if (longRunning === null) throw new Error("not long-running");
  return longRunning;
}

describe("x-ms-long-running-operation", () => {
  it("makes an operation long-running where it is true", () => {
    expect(running("put", { "200": thing })).toEqual({
      poll: { kind: "header", final: null },
      result: named("Thing"),
      metadata: null,
      read: null,
      cancel: null,
    });
    expect(
      operationOf(reading("put", { "200": thing }, { "x-ms-long-running-operation": false }), "Things_Run").longRunning,
    ).toBeNull();
  });

  it.each<[string, string | null, string | null]>([
    ["put", null, null],
    ["put", "original-uri", "originalUri"],
    ["put", "azure-async-operation", "originalUri"],
    ["put", "location", "originalUri"],
    ["patch", null, null],
    ["patch", "azure-async-operation", "originalUri"],
    ["patch", "operation-location", "originalUri"],
    ["patch", "location", "location"],
    ["post", null, null],
    ["post", "azure-async-operation", "statusBody"],
    ["post", "operation-location", "operationLocation"],
    ["post", "location", "location"],
    ["post", "original-uri", "originalUri"],
    ["post", "somewhere-else", null],
    ["delete", "location", "location"],
  ])("%s with its final state via %s finds its result at %s", (method, via, final) => {
    const options = via === null ? {} : { "x-ms-long-running-operation-options": { "final-state-via": via } };
    expect(running(method, { "200": thing }, options).poll).toEqual({ kind: "header", final });
  });
});

describe("the result of a long-running operation", () => {
  it.each<[string, string, Json, unknown]>([
    ["a PUT is what a 200 has", "put", { "200": thing, "201": empty }, named("Thing")],
    ["a PUT is what a 201 has, where no 200 is listed", "put", { "201": thing, default: empty }, named("Thing")],
    ["a POST is what a 200 has", "post", { "200": thing, "202": empty }, named("Thing")],
    ["a POST is nothing where nothing has a body", "post", { "202": empty, "204": empty }, null],
    ["a POST is what a 202 has, where nothing else has a body", "post", { "200": empty, "202": thing }, named("Thing")],
    ["a DELETE is nothing", "delete", { "202": thing, "204": empty }, null],
    ["a DELETE is what a 200 has", "delete", { "200": thing, "202": empty }, named("Thing")],
    ["any is not what an error has", "post", { "202": empty, default: thing }, null],
  ])("of %s", (_, method, responses, result) => {
    expect(running(method, responses).result).toEqual(result);
  });

  it("is the schema that the options name", () => {
    const options = { "final-state-via": "location", "final-state-schema": "#/definitions/Report" };
    expect(running("post", { "202": empty }, { "x-ms-long-running-operation-options": options })).toMatchObject({
      poll: { final: "location" },
      result: named("Report"),
    });
  });

  it("is reported where the options name none that exists", () => {
    const options = { "final-state-schema": "#/definitions/Ghost" };
    expect(reading("post", { "202": empty }, { "x-ms-long-running-operation-options": options }).codes).toEqual([
      "ref/not-found",
    ]);
  });
});

describe("what an overlay adds to a long-running operation", () => {
  it("is a cancel, a result and progress data", () => {
    const cancel = {
      operationId: "Things_Abort",
      arguments: { id: { parameter: "thingId" }, op: { field: ["properties", "id"] } },
    };
    const extended = running(
      "post",
      { "202": empty },
      {
        "x-armature-cancel": cancel,
        "x-armature-result": { schema: { $ref: "#/definitions/Report" } },
        "x-armature-metadata": { schema: { $ref: "#/definitions/Thing" } },
      },
    );
    expect(extended).toEqual({
      poll: { kind: "header", final: null },
      result: named("Report"),
      metadata: named("Thing"),
      read: null,
      cancel: {
        operation: "Things_Abort",
        arguments: [
          { parameter: "id", from: { kind: "parameter", wire: "thingId" } },
          { parameter: "op", from: { kind: "field", path: ["properties", "id"] } },
        ],
      },
    });
  });

  it("has no effect on an operation that answers at once, which is said", () => {
    const result = reading(
      "post",
      { "200": thing },
      { "x-ms-long-running-operation": false, "x-armature-cancel": { operationId: "Things_Abort" } },
    );
    expect(result.codes).toEqual(["extension/no-effect"]);
  });
});
