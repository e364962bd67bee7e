import type { Service } from "../model/index.ts";
import { splitFormer, type KeptNames } from "./keptNames.ts";
import { typeForms, typeKeys, type LockedOperation, type NameLock, type Names, type TypeForm } from "./nameLock.ts";

/** What has become of a published name. */
export interface NameChange {
  /** `deprecated`: it is an alias now. `gone`: what it stood for is. `lost`: something else has to be called so. */
  readonly kind: "deprecated" | "gone" | "lost";
  /** Where it stands in the lock, below its entry point. */
  readonly steps: readonly string[];
  /** One sentence without a full stop. */
  readonly message: string;
}

const deprecated = (steps: readonly string[], name: string, now: string): NameChange => ({
  ...{ kind: "deprecated", steps },
  message: `${name} is called ${now} now; the old name stays, deprecated`,
});

const gone = (steps: readonly string[], what: string): NameChange => ({
  ...{ kind: "gone", steps },
  message: `${what}, which is published, is not in the specification any more`,
});

const lost = (steps: readonly string[], name: string, now: string): NameChange => ({
  ...{ kind: "lost", steps },
  message: `${name}, which is published, has to be called ${now} now`,
});

/** Names that cannot have an alias: members of objects. */
function memberChanges(
  steps: readonly string[],
  [what, of]: readonly [what: string, of: string],
  before: Names,
  after: Names,
): readonly NameChange[] {
  return [...before].flatMap(([key, name]) => {
    const now = after.get(key);
    const member = `The ${what} ${name} of ${of}`;
    if (now === undefined) return [gone([...steps, key], member)];
    return now === name ? [] : [lost([...steps, key], member, now)];
  });
}

function operationChanges(id: string, before: LockedOperation, after: LockedOperation): readonly NameChange[] {
  const steps = ["operations", id];
  const functions = [...before.functions].flatMap(([form, name]) => {
    const path = `${before.module}.${name}`;
    const present = after.functions.get(form);
    const now = `${after.module}.${present}`;
    const at = [...steps, "functions", form];
    if (present === undefined) return [gone(at, path)];
    if (now === path) return [];
    return [after.deprecated.get(path) === form ? deprecated(at, path, now) : lost(at, path, now)];
  });
  const former = [...before.deprecated].flatMap(([path, form]) => {
    const present = after.functions.get(form);
    const at = [...steps, "deprecated", path];
    if (present === undefined) return [gone(at, path)];
    const stays = after.deprecated.get(path) === form || `${after.module}.${present}` === path;
    return stays ? [] : [lost(at, path, `${after.module}.${present}`)];
  });
  const call = `${after.module}.${after.functions.get("call")}`;
  const args = memberChanges([...steps, "arguments"], ["argument", call], before.arguments, after.arguments);
  return [...functions, ...former, ...args];
}

function typeChanges(kept: KeptNames, next: NameLock, keys: Names): readonly NameChange[] {
  const present = new Map([...kept.types].map(([id, key]) => [key, keys.get(id) ?? id]));
  const changeOf = (at: readonly string[], name: string, form: TypeForm, key: string): NameChange | null => {
    const now = present.get(key);
    // Its other names go with a type: that is said once.
    if (now === undefined) return form === "types" ? gone(at, `The type ${name}`) : null;
    const called = next.types[form].get(now) ?? next.types.types.get(now) ?? "";
    if (called === name) return null;
    return next.deprecatedTypes.get(name) === `${form} ${now}` ? deprecated(at, name, called) : lost(at, name, called);
  };
  const own = typeForms.flatMap((form) =>
    [...kept.lock.types[form]].map(([key, name]) => changeOf([form, key], name, form, key)),
  );
  const former = [...kept.lock.deprecatedTypes].map(([name, text]) => {
    const [form, key] = splitFormer(text);
    const change = form === null ? null : changeOf(["deprecatedTypes", name], name, form, key);
    // That it is deprecated is no news.
    return change?.kind === "deprecated" ? null : change;
  });
  return [...own, ...former].filter((change) => change !== null);
}

/** What has become of the names of an earlier generation in `next`, the names that are published now. */
export function nameChanges(service: Service, kept: KeptNames, next: NameLock): readonly NameChange[] {
  const { lock } = kept;
  const present = new Map([...kept.operations].map(([id, former]) => [former.id, id]));
  const operations = [...lock.operations].flatMap(([id, before]) => {
    const after = next.operations.get(present.get(id) ?? "");
    const call = `${before.module}.${before.functions.get("call") ?? id}`;
    return after === undefined
      ? [gone(["operations", id], `${call} (${before.address})`)]
      : operationChanges(id, before, after);
  });
  return [
    ...(lock.client === next.client ? [] : [lost(["client"], lock.client, next.client)]),
    ...memberChanges(["parameters"], ["option", "the client"], lock.parameters, next.parameters),
    ...operations,
    ...typeChanges(kept, next, typeKeys(service.types)),
  ];
}
