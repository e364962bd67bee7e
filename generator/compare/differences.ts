import type { Callable, Field, Fields, Shape, Surface } from "./surface.ts";
import { describeChange, isOpen, relationOf } from "./typeTexts.ts";

/** One difference between what two generations export. */
export interface Difference {
  readonly change: "added" | "removed" | "changed";
  /** Code that compiles with the old one may not compile with the new one. */
  readonly breaking: boolean;
  readonly what: "client" | "function" | "type";
  /** As callers write it: `pools.list`, `Pool`. */
  readonly name: string;
  /** What is different, in a few words; null for what is there or not. */
  readonly detail: string | null;
}

/** What is different within one thing. */
interface Detail {
  readonly breaking: boolean;
  readonly detail: string;
}

interface Use {
  readonly sent: boolean;
  readonly received: boolean;
}

type Types = ReadonlyMap<string, Shape>;

/** The named types of both generations, and those that are being compared: a type may lead back to itself. */
interface Context {
  readonly before: Types;
  readonly after: Types;
  readonly open: ReadonlySet<string>;
}

/** Whether a type cannot stand in for one of another name. */
function differs(before: string, after: string, use: Use, context: Context): boolean {
  const [old, now] = [context.before.get(before), context.after.get(after)];
  const pair = `${before} ${after}`;
  if (old === undefined || now === undefined) return true;
  if (context.open.has(pair)) return false;
  const inside: Context = { ...context, open: new Set([...context.open, pair]) };
  return shapeDetails({ ...old, ...use }, { ...now, ...use }, inside).some(({ breaking }) => breaking);
}

/** Whether code breaks where a type becomes another: what takes more can be given more, what takes less is read safely. */
function breaksBy(before: string, after: string, use: Use, context: Context): boolean {
  switch (relationOf(before, after)) {
    case "same":
      return false;
    case "wider":
      return use.received && !isOpen(before);
    case "narrower":
      return use.sent && !isOpen(after);
    case "other":
      return !(isOpen(before) && isOpen(after)) && differs(before, after, use, context);
  }
}

function fieldDetails(name: string, before: Field, after: Field, use: Use, context: Context): readonly Detail[] {
  const details: Detail[] = [];
  if (relationOf(before.type, after.type) !== "same") {
    const detail = `${name} ${describeChange(before.type, after.type)}`;
    details.push({ breaking: breaksBy(before.type, after.type, use, context), detail });
  }
  if (before.optional && !after.optional) details.push({ breaking: use.sent, detail: `${name} is required` });
  if (!before.optional && after.optional) details.push({ breaking: use.received, detail: `${name} may be absent` });
  // An argument is read by what is called; a member of an answer may have been written by the caller.
  if (use.received && after.readonly && !before.readonly)
    details.push({ breaking: true, detail: `${name} is read-only` });
  return details;
}

function fieldsDetails(kind: string, before: Fields, after: Fields, use: Use, context: Context): readonly Detail[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names.flatMap((key): readonly Detail[] => {
    const [old, now] = [before.get(key), after.get(key)];
    const name = `${kind} ${key}`;
    if (old === undefined) {
      const isAsked = use.sent && now?.optional === false;
      return [{ breaking: isAsked, detail: `${name} is new${now?.optional === false ? " and required" : ""}` }];
    }
    if (now === undefined) return [{ breaking: true, detail: `${name} is gone` }];
    return fieldDetails(name, old, now, use, context);
  });
}

const given: Use = { sent: true, received: false };
const got: Use = { sent: false, received: true };

function callableDetails(before: Callable, after: Callable, context: Context): readonly Detail[] {
  const details: Detail[] = [...fieldsDetails("argument", before.args, after.args, given, context)];
  if (before.address !== after.address)
    details.push({ breaking: false, detail: `calls ${after.address}, called ${before.address}` });
  if (before.returns !== after.returns)
    details.push({ breaking: true, detail: `what it returns ${describeChange(before.returns, after.returns)}` });
  else if (before.data !== null && after.data !== null && before.data !== after.data)
    details.push({
      breaking: breaksBy(before.data, after.data, got, context),
      detail: `what it answers ${describeChange(before.data, after.data)}`,
    });
  return details;
}

function shapeDetails(before: Shape, after: Shape, context: Context): readonly Detail[] {
  // What both generations do with it: what is only sent now was never read.
  const use: Use = { sent: before.sent && after.sent, received: before.received && after.received };
  const details: Detail[] = [];
  if (before.fields !== null && after.fields !== null)
    details.push(...fieldsDetails("property", before.fields, after.fields, use, context));
  else if ((before.fields === null) !== (after.fields === null))
    details.push({ breaking: true, detail: after.fields === null ? "is no interface any more" : "is an interface" });
  const [old, now] = [before.type ?? "nothing", after.type ?? "nothing"];
  if (relationOf(old, now) !== "same") {
    details.push({ breaking: breaksBy(old, now, use, context), detail: describeChange(old, now) });
  }
  return details;
}

/** What is there only before or only after, and what is different of the rest. */
function compareNamed<T>(
  what: Difference["what"],
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
  compare: (before: T, after: T) => readonly Detail[],
): readonly Difference[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names.flatMap((name): readonly Difference[] => {
    const [old, now] = [before.get(name), after.get(name)];
    if (old === undefined) return [{ change: "added", breaking: false, what, name, detail: null }];
    if (now === undefined) return [{ change: "removed", breaking: true, what, name, detail: null }];
    return compare(old, now).map((detail) => ({ change: "changed", what, name, ...detail }));
  });
}

/** An alias that keeps a name is what it stands for. */
function resolved({ types, deprecated }: Surface): ReadonlyMap<string, Shape> {
  return new Map([...types].map(([name, shape]) => [name, types.get(deprecated.get(name) ?? "") ?? shape]));
}

/** All differences, in the order of clients, functions and types, by name. */
export function compareSurfaces(before: Surface, after: Surface): readonly Difference[] {
  const types = { before: resolved(before), after: resolved(after) };
  const context: Context = { ...types, open: new Set() };
  const client = fieldsDetails("option", before.options, after.options, given, context);
  return [
    ...client.map((detail): Difference => ({ change: "changed", what: "client", name: "createClient", ...detail })),
    ...compareNamed("function", before.functions, after.functions, (old, now) => callableDetails(old, now, context)),
    ...compareNamed("type", types.before, types.after, (old, now) => shapeDetails(old, now, context)),
  ];
}
