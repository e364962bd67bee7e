import { describe, expect, test } from "vitest";
import { operationOf, read, typeNamed, withMethods } from "./document.ts";

const thing = { Thing: { type: "object", properties: { name: { type: "string" } } } };

describe("groups", () => {
  const method = (id: string): object => ({ id, httpMethod: "GET", path: `v1/${id}` });
  const reading = read(
    JSON.parse(
      JSON.stringify({
        methods: { ping: method("shop.ping") },
        resources: {
          shelves: {
            resources: {
              things: { methods: { list: method("shop.shelves.things.list"), get: method("shop.shelves.things.get") } },
            },
          },
          people: {
            methods: { get: method("shop.people.get") },
            resources: { things: { methods: { get: method("shop.people.things.get") } } },
          },
        },
      }),
    ),
  );

  test("nest as resources do, sorted, without those that have no methods", () => {
    const shown = reading.service.groups.map(({ name, parents, operations }) => [
      [...parents, name].map(({ wire }) => wire).join("."),
      operations.map((operation) => operation.name.wire).join(" "),
    ]);
    expect(shown).toEqual([
      ["shop", "ping"],
      ["people", "get"],
      ["people.things", "get"],
      ["shelves.things", "get list"],
    ]);
  });

  test("two methods with one id are reported, the first stays", () => {
    const twice = withMethods(JSON.parse(JSON.stringify({ a: method("shop.same"), b: method("shop.same") })));
    expect(twice.codes).toEqual(["discovery/duplicate-id"]);
    expect(operationOf(twice, "shop.same").name.wire).toBe("a");
  });

  test("a method without id gets one, a method without a known HTTP method is an error", () => {
    const reading = withMethods({ a: { httpMethod: "GET", path: "a" }, b: { httpMethod: "FETCH", path: "b" } });
    expect(operationOf(reading, "shop.things.a").method).toBe("GET");
    expect(reading.codes).toEqual(["discovery/unknown-method"]);
  });
});

describe("requests", () => {
  const reading = withMethods(
    {
      move: {
        id: "shop.things.move",
        httpMethod: "POST",
        path: "v1/{+name}/parts/{part}:move",
        flatPath: "v1/shelves/{shelvesId}/parts/{part}:move",
        parameterOrder: ["name", "part", "to"],
        parameters: {
          "zone.of-use": { type: "string", location: "query" },
          tags: { type: "string", location: "query", repeated: true },
          to: { type: "string", location: "query", required: true },
          size: { type: "integer", format: "int32", location: "query", default: "10", minimum: "1", maximum: "100" },
          loud: { type: "boolean", location: "query" },
          part: { type: "string", location: "path", required: true, pattern: "^[^/]+$" },
          name: { type: "string", location: "path", required: true, pattern: "^shelves/[^/]+$" },
          requestId: { type: "string", location: "query" },
          updateMask: { type: "string", format: "google-fieldmask", location: "query" },
        },
        request: { $ref: "Thing" },
        response: { $ref: "Thing" },
        scopes: ["https://auth.example/things"],
      },
    },
    { schemas: thing },
  );
  const move = operationOf(reading, "shop.things.move");
  const parameter = (wire: string): (typeof move.parameters)[number] | undefined =>
    move.parameters.find(({ name }) => name.wire === wire);

  test("paths keep reserved variables and verbs", () => {
    expect(move.path).toEqual([
      { kind: "text", text: "/v1/" },
      { kind: "parameter", wire: "name", encoding: "reserved" },
      { kind: "text", text: "/parts/" },
      { kind: "parameter", wire: "part", encoding: "component" },
      { kind: "text", text: ":move" },
    ]);
  });

  test("parameters come as the path has them, then required ones, then by name", () => {
    expect(move.parameters.map(({ name }) => name.wire)).toEqual([
      ...["name", "part", "to"],
      ...["loud", "requestId", "size", "tags", "updateMask", "zone.of-use"],
    ]);
    expect(parameter("zone.of-use")?.name).toEqual({ wire: "zone.of-use", words: ["zone", "of", "use"] });
  });

  test("patterns make templates and stay as constraints", () => {
    expect(parameter("name")).toMatchObject({
      type: { kind: "template", texts: ["shelves/", ""] },
      constraints: { pattern: "^shelves/[^/]+$" },
      encoding: "reserved",
      required: true,
    });
    expect(parameter("part")).toMatchObject({ type: { kind: "string" }, constraints: { pattern: "^[^/]+$" } });
  });

  test("repeated parameters repeat their name; defaults and limits are numbers", () => {
    expect(parameter("tags")).toMatchObject({ type: { kind: "array", items: { kind: "string" } }, list: "multi" });
    expect(parameter("size")).toMatchObject({
      default: 10,
      constraints: { minimum: 1, maximum: 100 },
      required: false,
    });
  });

  test("roles", () => {
    expect(move.parameters.filter(({ role }) => role !== "plain").map(({ name, role }) => [name.wire, role])).toEqual([
      ["requestId", "requestId"],
      ["updateMask", "fieldMask"],
    ]);
  });

  test("bodies, answers and idempotency", () => {
    expect(move.body).toMatchObject({
      required: true,
      contents: [{ kind: "json", mediaType: "application/json", type: { kind: "named", id: "#/schemas/Thing" } }],
    });
    expect(move.responses).toMatchObject([
      { status: { kind: "range", hundred: 2 }, role: "success", contents: [{ kind: "json" }] },
    ]);
    const methods = ["DELETE", "GET", "PATCH", "POST", "PUT"];
    const safe = withMethods(Object.fromEntries(methods.map((name) => [name, { httpMethod: name, path: "a" }])));
    expect(methods.map((name) => operationOf(safe, `shop.things.${name}`).idempotent)).toEqual([
      true,
      true,
      false,
      false,
      true,
    ]);
  });

  test("a body that can be empty can be left out", () => {
    const request = (name: string): object => ({ httpMethod: "POST", path: "a", request: { $ref: name } });
    const schemas = {
      StopRequest: { type: "object" },
      AskRequest: { type: "object", properties: { a: { type: "string", description: "Optional. Any." } } },
      TellRequest: { type: "object", properties: { a: { type: "string", description: "Required. Any." } } },
      ...thing,
    };
    const names = ["StopRequest", "AskRequest", "TellRequest", "Thing"];
    const reading = withMethods(JSON.parse(JSON.stringify(Object.fromEntries(names.map((n) => [n, request(n)])))), {
      schemas,
    });
    expect(names.map((name) => operationOf(reading, `shop.things.${name}`).body?.required)).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });

  test("parameters and paths that do not fit are reported", () => {
    const reading = withMethods({
      a: { httpMethod: "GET", path: "v1/{gone}", parameters: { lost: { type: "string", location: "path" } } },
      b: { httpMethod: "GET", path: "v1/b", parameters: { odd: { type: "string", location: "header" } } },
      c: { httpMethod: "GET", path: "v1/{?c}" },
    });
    expect([...reading.codes].sort()).toEqual([
      "discovery/parameter-location",
      "discovery/parameter-not-declared",
      "discovery/parameter-not-in-path",
      "discovery/path-expression",
    ]);
    expect(operationOf(reading, "shop.things.a").parameters).toMatchObject([
      { name: { wire: "gone" }, required: true },
    ]);
  });
});

describe("enums of parameters", () => {
  const list = (values: readonly string[]): object => ({
    httpMethod: "GET",
    path: "v1/things",
    parameters: { view: { type: "string", location: "query", enum: values } },
  });
  const things = (values: readonly string[]): object => ({
    resources: { things: { methods: { list: list(values) } } },
  });
  const reading = read(
    JSON.parse(
      JSON.stringify({
        resources: {
          folders: things(["BASIC", "FULL"]),
          organizations: things(["BASIC"]),
          projects: things(["BASIC", "FULL"]),
        },
      }),
    ),
  );
  const typeOf = (place: string): string => {
    const type = operationOf(reading, `shop.${place}.things.list`).parameters[0]?.type;
    return type?.kind === "named" ? typeNamed(reading, type.id).name.words.join(" ") : "";
  };

  test("equal ones are one, others are told apart by their resources", () => {
    expect(typeOf("folders")).toBe("things list view");
    expect(typeOf("projects")).toBe("things list view");
    expect(typeOf("organizations")).toBe("organizations things list view");
    expect(reading.service.types.filter(({ kind }) => kind === "enum")).toHaveLength(2);
  });
});

describe("media", () => {
  const reading = withMethods(
    {
      insert: {
        httpMethod: "POST",
        path: "things/{thing}",
        parameters: { thing: { type: "string", location: "path" } },
        request: { $ref: "Thing" },
        mediaUpload: {
          accept: ["image/*"],
          maxSize: "2097152",
          protocols: {
            simple: { multipart: true, path: "/upload/shop/v1/things/{thing}" },
            resumable: { multipart: true, path: "/resumable/upload/shop/v1/things/{thing}" },
          },
        },
      },
      big: { httpMethod: "POST", path: "big", mediaUpload: { maxSize: "10GB", protocols: {} } },
      get: { httpMethod: "GET", path: "things", response: { $ref: "Thing" }, supportsMediaDownload: true },
      export: { httpMethod: "GET", path: "export", supportsMediaDownload: true },
      delete: { httpMethod: "DELETE", path: "things" },
    },
    { schemas: thing, servicePath: "shop/v1/" },
  );

  test("uploads have whole paths, and other paths begin with the service's", () => {
    const insert = operationOf(reading, "shop.things.insert");
    expect(insert.path[0]).toEqual({ kind: "text", text: "/shop/v1/things/" });
    expect(insert.mediaUpload).toEqual({
      simplePath: [
        { kind: "text", text: "/upload/shop/v1/things/" },
        { kind: "parameter", wire: "thing", encoding: "component" },
      ],
      resumablePath: [
        { kind: "text", text: "/resumable/upload/shop/v1/things/" },
        { kind: "parameter", wire: "thing", encoding: "component" },
      ],
      accept: ["image/*"],
      maxSize: 2_097_152,
    });
    expect(insert.body?.required).toBe(false);
    expect(operationOf(reading, "shop.things.big").mediaUpload).toMatchObject({
      maxSize: 10 * 2 ** 30,
      simplePath: null,
    });
  });

  test("downloads answer with bytes, beside JSON where there is any", () => {
    const contents = (name: string): unknown => operationOf(reading, `shop.things.${name}`).responses[0]?.contents;
    expect(contents("get")).toMatchObject([{ kind: "json" }]);
    expect(contents("export")).toMatchObject([{ kind: "binary", type: { kind: "binary" } }]);
    expect(contents("delete")).toEqual([]);
    expect(operationOf(reading, "shop.things.get").mediaDownload).toBe(true);
  });
});
