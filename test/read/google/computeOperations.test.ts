import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../generator/source/document.ts";
import { operationOf, read } from "./document.ts";
import { method, named, place, readThings, running, schemas, summary, text } from "./longRunningDocument.ts";

describe("operations in the style of Compute Engine", () => {
  const status = { ...text, enum: ["PENDING", "RUNNING", "DONE"] };
  const compute = { type: "object", properties: { name: text, status, selfLink: text, targetLink: text } };
  const start = (verb: string, path: string, patterns: readonly string[], request?: string): JsonObject =>
    method(verb, path, patterns, request === undefined ? {} : { request });
  const reader = (path: string, response: string, patterns: readonly string[] = []): JsonObject =>
    method("GET", path, patterns, { response });

  test("are read with the parameters of the start, in the scope that fits best", () => {
    const reading = read({
      resources: {
        things: {
          methods: {
            get: reader("{project}/{zone}/things/{thing}", "Thing"),
            insert: start("POST", "{project}/{zone}/things", [], "Thing"),
            patch: start("PATCH", "{project}/{zone}/things/{thing}", [], "Thing"),
            delete: start("DELETE", "{project}/{zone}/things/{thing}", []),
            stop: start("POST", "{project}/{zone}/things/{thing}/stop", []),
          },
        },
        nets: { methods: { insert: start("POST", "{project}/nets", [], "Thing") } },
        globalOperations: { methods: { get: reader("{project}/operations/{operation}", "Operation") } },
        zoneOperations: { methods: { get: reader("{project}/{zone}/operations/{operation}", "Operation") } },
      },
      schemas: { ...schemas, Operation: compute },
    });
    const zonal = "compute shop.zoneOperations.get(project=$project, zone=$zone, operation=.name)";
    const read_ = (thing: string): string => `shop.things.get(project=$project, zone=$zone, thing=${thing})`;
    expect(summary(reading, "shop.things.insert")).toEqual([zonal, "-", "Thing", "nothing", read_("body.name")]);
    expect(summary(reading, "shop.things.patch")).toEqual([zonal, "-", "Thing", "nothing", read_("$thing")]);
    expect(summary(reading, "shop.things.delete")).toEqual([zonal, "-", "nothing", "nothing", "-"]);
    expect(summary(reading, "shop.things.stop")).toEqual([zonal, "-", "nothing", "nothing", "-"]);
    expect(summary(reading, "shop.nets.insert")[0]).toBe(
      "compute shop.globalOperations.get(project=$project, operation=.name)",
    );
  });

  test("names are put together where the operation has only an id", () => {
    const handlers = {
      methods: {
        get: reader("v1/{+name}", "Operation", [running]),
        cancel: method("POST", "v1/{+name}:cancel", [running], { response: "Empty" }),
      },
    };
    const reading = readThings(
      {
        create: start("POST", "v1/{+parent}/things", [place], "CreateRequest"),
        update: start("PUT", "v1/{+name}", [named], "Thing"),
      },
      { Operation: compute, CreateRequest: { type: "object", properties: { thing: { $ref: "Thing" } } } },
      { operations: handlers },
    );
    expect(summary(reading, "shop.shelves.things.create")).toEqual([
      "compute shop.shelves.operations.get(name=$parent /operations/ .name)",
      "shop.shelves.operations.cancel(name=$parent /operations/ .name)",
      "Thing",
      "nothing",
      "shop.shelves.things.get(name=$parent /things/ body.thing.name)",
    ]);
    expect(summary(reading, "shop.shelves.things.update")[0]).toBe(
      "compute shop.shelves.operations.get(name=$name[0:2] /operations/ .name)",
    );
    expect(summary(reading, "shop.shelves.things.update")[4]).toBe("shop.shelves.things.get(name=$name)");
  });

  test("are read at their own address where no parameters lead to them, and by id where they have no name", () => {
    const far = { methods: { get: reader("v1/regions/{region}/operations/{operation}", "Operation") } };
    const reading = readThings(
      { stop: start("POST", "v1/{+name}:stop", [named]) },
      { Operation: compute },
      { operations: far },
    );
    expect(summary(reading, "shop.shelves.things.stop")[0]).toBe("compute -");
    const byId = { type: "object", properties: { id: text, status: { ...text, enum: ["pending", "done"] } } };
    const changes = { methods: { get: reader("{project}/operations/{operation}", "Operation") } };
    const other = read({
      resources: { things: { methods: { stop: start("POST", "{project}/stop", []) } }, thingOperations: changes },
      schemas: { ...schemas, Operation: byId },
    });
    expect(summary(other, "shop.things.stop")[0]).toBe(
      "compute shop.thingOperations.get(project=$project, operation=.id)",
    );
  });

  test("a resource with a status is no operation", () => {
    const job = { type: "object", properties: { name: text, status } };
    const reading = readThings(
      { create: method("POST", "v1/{+parent}/things", [place], { response: "Job" }) },
      { Job: job },
    );
    expect(operationOf(reading, "shop.shelves.things.create").longRunning).toBeNull();
  });
});
