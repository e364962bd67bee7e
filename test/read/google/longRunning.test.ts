import { describe, expect, test } from "vitest";
import { operationOf, read } from "./document.ts";
import {
  method,
  named,
  operations,
  place,
  readThings,
  schemas,
  shown,
  summary,
  text,
  typeName,
} from "./longRunningDocument.ts";

describe("operations after AIP-151", () => {
  const reading = readThings(
    {
      create: method("POST", "v1/{+parent}/things", [place], { request: "Thing" }),
      delete: method("DELETE", "v1/{+name}", [named]),
      patch: method("PATCH", "v1/{+name}", [named], { request: "Thing" }),
      paint: method("POST", "v1/{+name}:paint", [named], { request: "PaintThingRequest" }),
      weigh: method("POST", "v1/{+name}:weigh", [named]),
    },
    {
      PaintThingRequest: { type: "object" },
      PaintThingResponse: { type: "object" },
      PaintThingMetadata: { type: "object", properties: { coats: text } },
      UpdateThingOperationMetadata: { type: "object" },
    },
  );
  const get = "aip151 shop.shelves.operations.get(name=.name)";
  const cancel = "shop.shelves.operations.cancel(name=.name)";

  test("standard methods yield the resource, a delete nothing", () => {
    expect(summary(reading, "shop.shelves.things.create")).toEqual([get, cancel, "Thing", "map", "-"]);
    expect(summary(reading, "shop.shelves.things.delete")).toEqual([get, cancel, "nothing", "map", "-"]);
  });

  test("schemas named after a method belong to it", () => {
    expect(summary(reading, "shop.shelves.things.paint")).toEqual([
      get,
      cancel,
      "PaintThingResponse",
      "PaintThingMetadata",
      "-",
    ]);
    expect(summary(reading, "shop.shelves.things.patch")[3]).toBe("UpdateThingOperationMetadata");
  });

  test("what no convention knows stays open", () => {
    expect(summary(reading, "shop.shelves.things.weigh")).toEqual([get, cancel, "map", "map", "-"]);
  });

  test("an OperationMetadata that is alone is that of every operation", () => {
    const alone = readThings({ create: method("POST", "v1/{+parent}/things", [place], { request: "Thing" }) });
    expect(summary(alone, "shop.shelves.things.create")[3]).toBe("OperationMetadata");
    expect(typeName(operationOf(alone, "shop.shelves.operations.get").watch?.metadata)).toBe("OperationMetadata");
  });

  test("methods that handle operations start none", () => {
    for (const name of ["get", "cancel", "wait", "list"]) {
      expect(operationOf(reading, `shop.shelves.operations.${name}`).longRunning).toBeNull();
    }
  });

  test("the method that reads an operation can watch it", () => {
    const { watch } = operationOf(reading, "shop.shelves.operations.get");
    expect(watch?.poll).toMatchObject({ kind: "operation", style: "aip151" });
    expect(watch?.poll.kind === "operation" ? shown(watch.poll.get) : "").toBe(
      "shop.shelves.operations.get(name=$name)",
    );
    expect(shown(watch?.cancel)).toBe("shop.shelves.operations.cancel(name=$name)");
    expect(typeName(watch?.result)).toBe("map");
    expect(operationOf(reading, "shop.shelves.operations.wait").watch).toBeNull();
  });

  test("overlays say what conventions cannot", () => {
    const told = readThings({
      weigh: method("POST", "v1/{+name}:weigh", [named], {
        "x-armature-result": { schema: { $ref: "Thing" } },
        "x-armature-metadata": { schema: { type: "object", properties: { grams: { type: "integer" } } } },
        "x-armature-cancel": { operationId: "shop.shelves.things.get", arguments: { name: { parameter: "name" } } },
      }),
      create: method("POST", "v1/{+parent}/things", [place], {
        request: "Thing",
        "x-armature-result": { schema: null },
      }),
    });
    const [, cancelled, result, metadata] = summary(told, "shop.shelves.things.weigh");
    expect([cancelled, result]).toEqual(["shop.shelves.things.get(name=$name)", "Thing"]);
    expect(metadata).toMatch(/x-armature-metadata/);
    expect(summary(told, "shop.shelves.things.create")[2]).toBe("nothing");
  });

  test("an operation that nothing reads again is an answer like any other", () => {
    const alone = readThings({ weigh: method("POST", "v1/{+name}:weigh", [named]) }, {}, {});
    expect(operationOf(alone, "shop.shelves.things.weigh").longRunning).toBeNull();
    expect(alone.codes).toEqual(["discovery/not-polled"]);
  });

  test("of several methods that read operations, the nearest does", () => {
    const near = {
      operations: { methods: { get: method("GET", "v1/{+name}", [`${named.slice(0, -1)}/operations/[^/]+$`]) } },
    };
    const reading = read({
      resources: {
        operations,
        shelves: {
          resources: { things: { methods: { weigh: method("POST", "v1/{+name}:weigh", [named]) }, resources: near } },
        },
        people: { methods: { hire: method("POST", "v1/{+name}:hire", ["^people/[^/]+$"]) } },
      },
      schemas,
    });
    const poll = (id: string): string => summary(reading, id).slice(0, 2).join(" ");
    expect(poll("shop.shelves.things.weigh")).toBe("aip151 shop.shelves.things.operations.get(name=.name) -");
    expect(poll("shop.people.hire")).toBe("aip151 shop.operations.get(name=.name) shop.operations.cancel(name=.name)");
  });

  test("a path of single pieces takes the last segment of the name", () => {
    const inBoxes = { methods: { get: method("GET", "b/{box}/operations/{operationId}", []) } };
    const reading = read({
      resources: {
        boxes: { methods: { tidy: method("POST", "b/{box}/tidy", []) }, resources: { operations: inBoxes } },
      },
      schemas,
    });
    expect(summary(reading, "shop.boxes.tidy")[0]).toBe(
      "aip151 shop.boxes.operations.get(box=$box, operationId=.name[-1:])",
    );
  });
});
