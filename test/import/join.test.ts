import { describe, expect, test } from "vitest";
import { createSink } from "../../generator/diagnostics/sink.ts";
import { bundleFacts } from "../../generator/import/bundle.ts";
import type { Json } from "../../generator/model/index.ts";
import type { SpecSet } from "../../generator/source/document.ts";
import { lines, makeSet } from "../source/spec.ts";

/** The contract of several input files. */
function join(roots: Readonly<Record<string, Json>>) {
  const sink = createSink();
  const set = makeSet(roots);
  const all: SpecSet = { ...set, entries: [...set.documents.values()] };
  return { contract: bundleFacts(all, sink), said: lines(sink.diagnostics) };
}

const head = { swagger: "2.0", info: { title: "One", version: "1" }, host: "h.example" };
const ref = (target: string) => ({ $ref: target });

describe("several input files", () => {
  test("become one document: paths and definitions add up, and references follow", () => {
    const { contract, said } = join({
      "a.json": {
        ...head,
        tags: [{ name: "x" }],
        paths: { "/a": { get: { operationId: "A" } } },
        definitions: { Id: { type: "string" }, Same: { type: "boolean" } },
      },
      "b.json": {
        ...head,
        info: { title: "Two", version: "1" },
        tags: [{ name: "x", description: "words" }, { name: "y" }],
        paths: {
          "/b": {
            get: {
              operationId: "B",
              responses: { 200: { schema: ref("#/definitions/Id") }, 201: { schema: ref("a.json#/definitions/Id") } },
            },
          },
          "/a": { put: { operationId: "C" } },
        },
        definitions: {
          Id: { type: "integer" },
          Same: { type: "boolean", description: "words" },
          Unused: { items: ref("#/definitions/Same") },
        },
      },
    });
    expect(said).toEqual([]);
    expect(contract).toEqual({
      ...head,
      tags: [{ name: "x" }, { name: "y" }],
      paths: {
        "/a": { get: { operationId: "A" }, put: { operationId: "C" } },
        "/b": {
          get: {
            operationId: "B",
            responses: { 200: { schema: ref("#/definitions/IdB") }, 201: { schema: ref("#/definitions/Id") } },
          },
        },
      },
      definitions: {
        Id: { type: "string" },
        Same: { type: "boolean" },
        IdB: { type: "integer" },
        Unused: { items: ref("#/definitions/Same") },
      },
    });
  });

  test("a file that only defines may say what it likes of the rest", () => {
    const { contract, said } = join({
      "a.json": { ...head, paths: { "/a": {} } },
      "b.json": { info: { version: "0" }, paths: {}, definitions: { B: { type: "string" } } },
    });
    expect([said, contract]).toEqual([[], { ...head, paths: { "/a": {} }, definitions: { B: { type: "string" } } }]);
  });

  test("must agree on what holds for all paths, and on each method", () => {
    const first = {
      ...head,
      security: [{ key: [] }],
      paths: { "/a": { get: { operationId: "A" }, put: { operationId: "P" } } },
    };
    const second = {
      swagger: "2.0",
      info: { version: "2" },
      host: "other.example",
      basePath: "/b",
      paths: { "/a": { get: { operationId: "B" }, put: { operationId: "P" } } },
    };
    expect(join({ "a.json": first, "b.json": second }).said).toEqual([
      'import/entries-differ b.json#/info "info" is not what the other input files have',
      'import/entries-differ b.json#/host "host" is not what the other input files have',
      'import/entries-differ b.json#/basePath "basePath" is not what the other input files have',
      "import/entries-differ b.json#/paths/~1a Another input file says something else of /a: get, put",
      'import/entries-differ b.json "security" is missing here, but other input files have it',
    ]);
  });
});
