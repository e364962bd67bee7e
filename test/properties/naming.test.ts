import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { createSink } from "../../generator/diagnostics/sink.ts";
import type { Service } from "../../generator/model/index.ts";
import { memberName, typeName } from "../../generator/plan/casing.ts";
import { planEntryPoint } from "../../generator/plan/entryPoint.ts";
import { planNames } from "../../generator/plan/names.ts";
import { readService } from "../../generator/service.ts";
import { goldenCases } from "../golden/cases.ts";
import { createRandom } from "./fuzz/random.ts";
import { copy, removeAt, type Place, type Tree } from "./fuzz/tree.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** What a package publishes: functions with their arguments by operation, and types by id. */
function published(service: Service): ReadonlyMap<string, string> {
  const plan = planNames(service);
  const functions = [...plan.operations].map(([id, { names, group }]) => {
    const args = names.args.map(({ name, parameter }) => `${parameter.location} ${parameter.name.wire}: ${name}`);
    const waits = names.waits.map(({ exported }) => exported);
    return [`operation ${id}`, `${group.module} ${names.exported}(${args.join(", ")}) ${waits.join()}`] as const;
  });
  const types = [...plan.types].map(
    ([id, { name, input, base }]) => [`type ${id}`, `${name} ${input} ${base}`] as const,
  );
  return new Map([...functions, ...types]);
}

/** Names of what both have, where they differ. */
function moved(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly string[] {
  return [...after].flatMap(([key, name]) => {
    const was = before.get(key);
    return was === undefined || was === name ? [] : [`${key}: ${was} became ${name}`];
  });
}

async function read(path: string, text?: string): Promise<Service | null> {
  const served = text === undefined ? {} : { fetch: () => Promise.resolve(new Response(text)) };
  const sink = createSink();
  const service = await readService(text === undefined ? path : "https://naming.example/spec.json", served, sink);
  return sink.hasErrors ? null : service;
}

/** Whether all that a service has got the name that it would have alone. */
function isClear(service: Service): boolean {
  const plan = planNames(service);
  const functions = [...plan.operations.values()].every(
    ({ names }) => names.exported === memberName(names.operation.name),
  );
  return functions && service.types.every(({ id, name }) => String(plan.types.get(id)?.name) === typeName(name));
}

function without(service: Service, id: string): Service {
  return {
    ...service,
    groups: service.groups.map((group) => ({
      ...group,
      operations: group.operations.filter((operation) => operation.id !== id),
    })),
    types: service.types.filter((type) => type.id !== id),
  };
}

const specs = [
  "specs/azure/containerservice/2024-09-01.json",
  "specs/azure/batch/2024-07-01.20.0.json",
  "specs/google/gkehub/v1beta.json",
];

describe("names", () => {
  it("do not depend on what else there is", async () => {
    let clear = 0;
    for (const { folder, entry } of goldenCases().filter((golden) => golden.entry.startsWith("spec."))) {
      const service = await read(`${folder}/${entry}`);
      // Of two things that want one name, one has to give way, and is free when the other goes.
      if (service === null || !isClear(service)) continue;
      clear += 1;
      const all = published(service);
      const ids = [...service.types, ...service.groups.flatMap(({ operations }) => operations)].map(({ id }) => id);
      for (const id of ids) expect(moved(all, published(without(service, id)))).toEqual([]);
    }
    expect(clear).toBeGreaterThan(25);
  });

  it("stay, once they are published, whatever else wants them", async () => {
    const about = { name: "@naming/service", title: "Naming" };
    let clashes = 0;
    for (const { folder, entry } of goldenCases().filter((golden) => golden.entry.startsWith("spec."))) {
      const service = await read(`${folder}/${entry}`);
      if (service === null || isClear(service)) continue;
      for (const { id } of [...service.types, ...service.groups.flatMap(({ operations }) => operations)]) {
        const before = without(service, id);
        const { lock } = planEntryPoint(before, about);
        expect(planEntryPoint(service, about, lock).changes).toEqual([]);
        clashes += moved(published(before), published(service)).length;
      }
    }
    expect(clashes).toBeGreaterThan(10);
  });

  it.each(specs)("of %s stay when operations come and go", async (path) => {
    const text = readFileSync(`${root}${path}`, "utf8");
    const full = await read(path, text);
    if (full === null) throw new Error(`${path} cannot be read`);
    const random = createRandom(7);
    for (let count = 0; count < 4; count += 1) {
      const tree = copy(JSON.parse(text));
      const operations = operationPlaces(tree);
      for (let left = 5; left > 0; left -= 1) removeAt(random.pick(operations));
      const fewer = await read(path, JSON.stringify(tree));
      expect(fewer).not.toBeNull();
      if (fewer !== null) expect(moved(published(full), published(fewer))).toEqual([]);
    }
  });
});

/** Operations of OpenAPI, and methods of Discovery. */
function operationPlaces(root: Tree): readonly Place[] {
  const found: Place[] = [];
  const visit = (tree: Tree): void => {
    if (typeof tree !== "object" || tree === null || Array.isArray(tree)) return;
    for (const [key, child] of Object.entries(tree)) {
      const isOperation =
        typeof child === "object" && child !== null && ("operationId" in child || "httpMethod" in child);
      if (isOperation) found.push({ parent: tree, key, depth: 0 });
      else if (!["definitions", "schemas", "components"].includes(key)) visit(child);
    }
  };
  visit(root);
  return found;
}
