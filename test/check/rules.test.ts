import { describe, expect, it } from "vitest";
import { checkService } from "../../generator/check/index.ts";
import { createSink } from "../../generator/diagnostics/sink.ts";
import type { Json, Operation, Service } from "../../generator/model/index.ts";
import { read, swagger } from "../read/openapi/read.ts";

const ok: Json = { "200": { description: "" } };
type Members = { readonly [key: string]: Json };

function serviceOf(paths: Members, members: Members = {}): Service {
  return read({ "shop.json": swagger({ paths, ...members }) }).service;
}

function problems(service: Service): readonly string[] {
  const sink = createSink();
  checkService(service, sink);
  return sink.diagnostics.map(({ code, message }) => `${code}: ${message}`);
}

/** The service with its only operation changed. */
function changed(service: Service, change: (operation: Operation) => Operation): Service {
  return {
    ...service,
    groups: service.groups.map((group) => ({ ...group, operations: group.operations.map(change) })),
  };
}

const get = (id: string, more: Members = {}): Json => ({ get: { operationId: id, responses: ok, ...more } });
const path = (name: string): Json => ({ name, in: "path", required: true, type: "string" });

it("finds nothing in a service that holds together", () => {
  const service = serviceOf({ "/things/{id}": get("Things_Get", { parameters: [path("id")] }) });
  expect(problems(service)).toEqual([]);
});

describe("paths", () => {
  it("have a parameter for every name in braces", () => {
    const service = serviceOf({ "/things/{id}": get("Things_Get") });
    expect(problems(changed(service, (operation) => ({ ...operation, parameters: [] })))).toEqual([
      "check/path-parameter: The path of Things_Get has {id}, which is no parameter of it",
    ]);
  });

  it("have a place for every parameter of theirs", () => {
    expect(problems(serviceOf({ "/things": get("Things_Get", { parameters: [path("id")] }) }))).toEqual([
      'check/unused-parameter: "id" has no place in the path of Things_Get',
    ]);
  });

  it("begin with a host whose parameters exist", () => {
    const host = { "x-ms-parameterized-host": { hostTemplate: "{account}.shop.example", parameters: [] } };
    const service = serviceOf({ "/things": get("Things_Get") }, host);
    expect(problems({ ...service, clientParameters: [] })).toEqual([
      "check/path-parameter: The host has {account}, which is no parameter of it",
    ]);
  });
});

describe("operations", () => {
  it("have ids of their own", () => {
    const service = serviceOf({ "/a": get("A_Get"), "/b": get("A_Put") });
    expect(problems(changed(service, (operation) => ({ ...operation, id: "A_Get" })))).toEqual([
      "check/operation-id: More than one operation has the id A_Get",
    ]);
  });

  it("have one parameter of a name in a place; names of headers do not differ by case", () => {
    const header = (name: string): Json => ({ name, in: "header", type: "string" });
    const parameters = [
      header("x-a"),
      header("X-A"),
      { name: "q", in: "query", type: "string" },
      { name: "Q", in: "query", type: "string" },
    ];
    expect(problems(serviceOf({ "/a": get("A_Get", { parameters }) }))).toEqual([
      'check/duplicate-parameter: A_Get has "X-A" twice in its header',
    ]);
  });

  it("have no body where fetch sends none", () => {
    const parameters = [{ name: "b", in: "body", schema: { type: "object" } }];
    expect(problems(serviceOf({ "/a": get("A_Get", { parameters }) }))).toEqual([
      "check/body: A_Get is a GET with a body",
    ]);
  });

  it("say what success is", () => {
    expect(
      problems(
        serviceOf({
          "/a": get("A_Get", { responses: { "404": { description: "" }, default: { "x-ms-error-response": true } } }),
        }),
      ),
    ).toEqual(["check/no-success: A_Get lists no successful answer"]);
  });
});

it("everything that is referred to is declared", () => {
  const schema = { $ref: "#/definitions/Thing" };
  const service = serviceOf(
    { "/a": get("A_Get", { responses: { "200": { description: "", schema: { type: "array", items: schema } } } }) },
    { definitions: { Thing: { type: "object", properties: { a: { type: "string" } } } } },
  );
  expect(problems(service)).toEqual([]);
  expect(problems({ ...service, types: [] })).toEqual([
    "check/reference: Nothing is declared under shop.json#/definitions/Thing",
  ]);
});

describe("pages", () => {
  const definitions = {
    Page: {
      type: "object",
      properties: { value: { type: "array", items: { type: "string" } }, next: { type: "string" } },
    },
  };
  const list = get("A_List", {
    "x-ms-pageable": { nextLinkName: "next" },
    responses: { "200": { description: "", schema: { $ref: "#/definitions/Page" } } },
  });
  const service = serviceOf({ "/a": list }, { definitions });
  const withPaging = (change: Partial<NonNullable<Operation["paging"]>>): Service =>
    changed(service, (operation) => ({ ...operation, paging: operation.paging && { ...operation.paging, ...change } }));

  it("have a list of items", () => {
    expect(problems(service)).toEqual([]);
    expect(problems(withPaging({ items: ["next"] }))).toEqual([
      "check/paging: The answer of A_List has no list at next",
    ]);
    expect(problems(withPaging({ items: ["ghost"] }))).toEqual([
      "check/paging: The answer of A_List has no list at ghost",
    ]);
    expect(problems(withPaging({ items: [] }))).toEqual([]);
  });

  it("lead to a next page that can be asked for", () => {
    expect(problems(withPaging({ next: { kind: "link", path: ["next"], operation: "A_Ghost" } }))).toEqual([
      "check/unknown-operation: The next page of A_List is read by A_Ghost, which does not exist",
    ]);
    expect(
      problems(withPaging({ next: { kind: "token", path: ["next"], parameter: "after", location: "query" } })),
    ).toEqual(['check/paging: The token of A_List goes into "after", which does not exist']);
    expect(
      problems(withPaging({ next: { kind: "token", path: ["next"], parameter: "after", location: "body" } })),
    ).toEqual(['check/paging: The token of A_List goes into "after", which does not exist']);
  });
});

describe("links between operations", () => {
  const run = (cancel: Json): Json => ({
    post: {
      operationId: "A_Run",
      parameters: [path("id")],
      responses: ok,
      "x-ms-long-running-operation": true,
      "x-armature-cancel": cancel,
    },
  });
  const stop = {
    post: {
      operationId: "A_Stop",
      parameters: [path("id"), { name: "q", in: "query", type: "string" }],
      responses: ok,
    },
  };
  const linked = (cancel: Json): Service => serviceOf({ "/a/{id}/run": run(cancel), "/a/{id}/stop": stop });

  it("fit", () => {
    expect(problems(linked({ operationId: "A_Stop", arguments: { id: { parameter: "id" } } }))).toEqual([]);
  });

  it.each<[string, Json, readonly string[]]>([
    [
      "to nowhere",
      { operationId: "A_Ghost" },
      ["check/unknown-operation: A_Run refers to A_Ghost, which does not exist"],
    ],
    ["without what is needed", { operationId: "A_Stop" }, ['check/link-argument: A_Run does not give A_Stop its "id"']],
    [
      "with what is not taken",
      { operationId: "A_Stop", arguments: { id: { parameter: "id" }, ghost: { parameter: "id" } } },
      ['check/link-argument: A_Run gives A_Stop a "ghost", which it does not take'],
    ],
    [
      "with what is not there",
      { operationId: "A_Stop", arguments: { id: { parameter: "ghost" } } },
      ['check/link-argument: A_Run has no "ghost" to give to A_Stop'],
    ],
  ])("%s are found", (_, cancel, expected) => {
    expect(problems(linked(cancel))).toEqual(expected);
  });
});

describe("waits", () => {
  const definitions = {
    Thing: {
      type: "object",
      properties: {
        state: { type: "string", enum: ["on", "off"] },
        properties: { $ref: "#/definitions/Inner" },
        tags: { type: "object", additionalProperties: { type: "string" } },
      },
    },
    Inner: { allOf: [{ $ref: "#/definitions/Base" }] },
    Base: { type: "object", properties: { provisioningState: { type: "string" } } },
  };
  const waiting = (wait: Members): Service => {
    const responses = { "200": { description: "", schema: { $ref: "#/definitions/Thing" } } };
    return serviceOf(
      {
        "/a": get("A_Get", {
          responses,
          "x-armature-waits": [{ name: "w", until: ["on"], property: "state", ...wait }],
        }),
      },
      { definitions },
    );
  };

  it.each<[string, Members]>([
    ["a property", {}],
    ["a property of a base in a property", { property: ["properties", "provisioningState"] }],
    ["an entry of a map", { property: ["tags", "state"] }],
    ["nothing but absence", { property: [], until: [], untilAbsent: true }],
  ])("may look at %s", (_, wait) => {
    expect(problems(waiting(wait))).toEqual([]);
  });

  it("do not look at what is not there", () => {
    expect(problems(waiting({ property: ["properties", "ghost"] }))).toEqual([
      "check/wait-property: The answer of A_Get has no properties.ghost for w",
    ]);
  });

  it("are for states that there are", () => {
    expect(problems(waiting({ until: ["on", "red"], failed: ["blue"] }))).toEqual([
      'check/wait-state: w of A_Get waits for "red", which is no ThingState',
      'check/wait-state: w of A_Get waits for "blue", which is no ThingState',
    ]);
  });
});

describe("discriminators", () => {
  const base = (members: Members): Members => ({ Shape: { type: "object", discriminator: "kind", ...members } });
  const variant = (value: string): Json => ({
    allOf: [{ $ref: "#/definitions/Shape" }],
    "x-ms-discriminator-value": value,
  });

  it("are properties", () => {
    expect(problems(serviceOf({}, { definitions: base({ properties: { a: { type: "string" } } }) }))).toEqual([
      'check/discriminator: Shape has no property "kind" to tell its variants apart by',
    ]);
  });

  it("tell variants apart", () => {
    const definitions = {
      ...base({ properties: { kind: { type: "string" } } }),
      A: variant("x"),
      B: variant("x"),
      C: variant("y"),
    };
    expect(problems(serviceOf({}, { definitions }))).toEqual([
      'check/discriminator-value: Two variants of Shape have the value "x"',
    ]);
  });
});
