import { beforeAll, describe, expect, test } from "vitest";
import { createSink } from "../../../generator/diagnostics/sink.ts";
import type { Diagnostic } from "../../../generator/diagnostics/diagnostic.ts";
import type { Operation, Service } from "../../../generator/model/index.ts";
import { readDiscovery } from "../../../generator/read/google/index.ts";
import { loadSpec } from "../../../generator/source/load.ts";
import { applyOverlays, loadOverlays } from "../../../generator/source/overlay.ts";

/** The contract file of GKE Hub as the repository generates from it: with its overlay. */
describe("GKE Hub v1beta", () => {
  let service: Service;
  let diagnostics: readonly Diagnostic[];
  let operations: readonly Operation[];

  beforeAll(async () => {
    const sink = createSink();
    const set = await loadSpec("specs/google/gkehub/v1beta.json", {}, sink);
    if (set === null) throw new Error("the contract file is not there");
    const overlaid = applyOverlays(set, await loadOverlays(["specs/overlays/google-gkehub.yaml"], sink), sink);
    const read = readDiscovery(overlaid, {}, sink);
    if (read === null) throw new Error("the contract file was not read");
    service = read;
    diagnostics = sink.diagnostics;
    operations = service.groups.flatMap((group) => group.operations);
  });

  const find = (id: string): Operation => {
    const found = operations.find((operation) => operation.id === `gkehub.projects.locations.${id}`);
    if (found === undefined) throw new Error(`there is no ${id}`);
    return found;
  };

  test("has 60 operations and nothing to complain about: every action of the overlay found its target", () => {
    expect(operations).toHaveLength(60);
    expect(new Set(operations.map(({ id }) => id)).size).toBe(60);
    expect(diagnostics).toEqual([]);
  });

  test("has the resources that the document nests", () => {
    const names = service.groups.map(
      ({ parents, name, operations }) => `${[...parents, name].map((n) => n.wire).join(".")} ${operations.length}`,
    );
    expect(names).toEqual([
      "organizations.locations.fleets 1",
      "projects.locations 2",
      "projects.locations.features 8",
      "projects.locations.fleets 5",
      "projects.locations.memberships 9",
      "projects.locations.memberships.bindings 5",
      "projects.locations.memberships.rbacrolebindings 6",
      "projects.locations.operations 4",
      "projects.locations.scopes 10",
      "projects.locations.scopes.namespaces 5",
      "projects.locations.scopes.rbacrolebindings 5",
    ]);
  });

  test("cancels an operation by name, without a body", () => {
    expect(find("operations.cancel")).toMatchObject({
      method: "POST",
      path: [
        { kind: "text", text: "/v1beta/" },
        { kind: "parameter", wire: "name", encoding: "reserved" },
        { kind: "text", text: ":cancel" },
      ],
      parameters: [
        {
          name: { wire: "name" },
          type: { kind: "template", texts: ["projects/", "/locations/", "/operations/", ""] },
          constraints: { pattern: "^projects/[^/]+/locations/[^/]+/operations/[^/]+$" },
        },
      ],
      body: { required: false },
      longRunning: null,
    });
    expect(find("operations.cancel").docs.summary).toMatch(/stop/);
  });

  test("has 24 long-running operations; each yields its resource or nothing, tells its progress and can be cancelled", () => {
    const running = operations.filter(({ longRunning }) => longRunning !== null);
    expect(running).toHaveLength(24);
    const get = {
      operation: "gkehub.projects.locations.operations.get",
      arguments: [{ parameter: "name", from: { kind: "field", path: ["name"] } }],
    };
    for (const { id, longRunning } of running) {
      expect({ id, ...longRunning }).toMatchObject({
        id,
        poll: { kind: "operation", style: "aip151", get },
        cancel: { operation: "gkehub.projects.locations.operations.cancel" },
        metadata: { kind: "named", id: "#/schemas/OperationMetadata" },
        result: id.endsWith(".delete") ? null : { kind: "named" },
        read: null,
      });
    }
    expect(find("memberships.bindings.create").longRunning?.result).toEqual({
      kind: "named",
      id: "#/schemas/MembershipBinding",
    });
  });

  test("lets whoever has only an operation's name watch it", () => {
    expect(operations.filter(({ watch }) => watch !== null).map(({ id }) => id)).toEqual([
      "gkehub.projects.locations.operations.get",
    ]);
    expect(find("operations.get").watch?.cancel).toEqual({
      operation: "gkehub.projects.locations.operations.cancel",
      arguments: [{ parameter: "name", from: { kind: "parameter", wire: "name" } }],
    });
  });

  test("pages every list, over the items that it is named after", () => {
    const paged = operations.filter(({ paging }) => paging !== null);
    expect(paged).toHaveLength(13);
    expect(
      Object.fromEntries(paged.map(({ id, paging }) => [id.replace(/^gkehub\./, ""), paging?.items.join(".")])),
    ).toMatchObject({
      "projects.locations.list": "locations",
      "projects.locations.memberships.list": "resources",
      "projects.locations.operations.list": "operations",
      "projects.locations.scopes.listMemberships": "memberships",
    });
  });

  test("waits for memberships and features that others have made", () => {
    expect(
      find("memberships.get").waits.map(({ name, property, until, untilAbsent }) => [
        name.wire,
        property,
        until,
        untilAbsent,
      ]),
    ).toEqual([
      ["waitUntilReady", ["state", "code"], ["READY"], false],
      ["waitUntilDeleted", [], [], true],
    ]);
    expect(find("features.get").waits.map(({ name }) => name.wire)).toEqual(["waitUntilActive"]);
  });

  test("knows what makes a POST safe to repeat, and what a PATCH changes", () => {
    const roles = (id: string): readonly string[] => find(id).parameters.map(({ role }) => role);
    expect(roles("memberships.create")).toContain("requestId");
    expect(roles("memberships.patch")).toEqual(expect.arrayContaining(["requestId", "fieldMask"]));
    expect(find("memberships.create").idempotent).toBe(false);
  });

  test("names states that are waited for as the document does", () => {
    const state = service.types.find(({ id }) => id === "#/schemas/MembershipState/properties/code");
    expect(state?.kind === "enum" ? state.values.map(({ value }) => value) : []).toContain("READY");
    const feature = service.types.find(({ id }) => id === "#/schemas/FeatureResourceState/properties/state");
    expect(feature?.kind === "enum" ? feature.values.map(({ value }) => value) : []).toContain("ACTIVE");
  });
});
