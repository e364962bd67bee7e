import { createRandom, type Random } from "./random.ts";
import { isBranch, places, references, removeAt, setAt, valueAt, type Place, type Tree } from "./tree.ts";

/** What tries to get out of the place that it stands in. */
const hostile: readonly string[] = [
  "",
  " ",
  "*/ alert(1) /*",
  "${alert(1)}",
  "`",
  '"',
  "'",
  "\\",
  "\n",
  "\r\n",
  "\u2028",
  "\u202e",
  "\u0000",
  "\ud800",
  "__proto__",
  "constructor",
  "prototype",
  "hasOwnProperty",
  "toString",
  "then",
  "default",
  "delete",
  "class",
  "models",
  "index",
  "client",
  "con",
  "args",
  "body",
  "Record",
  "../../../etc/passwd",
  "a/b",
  "a\\b",
  "/",
  ".",
  "..",
  "{",
  "}",
  "{x}",
  "{+x}",
  "{{x}}",
  "?a=b&c",
  "#",
  "%",
  "%2e%2e",
  "$ref",
  "#/definitions/~2",
  "https://elsewhere.example/spec.json",
  "file:///etc/hostname",
  "(a+)+$",
  "[",
  "(?<=x",
  "größe",
  "名前",
  "e\u0301",
  "1",
  "1a",
  "-",
  "_",
  "@type",
  "x-ms-paths",
  "application/xml",
  "multipart/form-data",
  "text/plain; charset=utf-8",
  "date-time",
  "binary",
];

/** Members that make something else of the object that gets them. */
const members: readonly (readonly [string, Tree])[] = [
  ["type", "array"],
  ["type", "object"],
  ["type", "integer"],
  ["type", ["string", "null"]],
  ["nullable", true],
  ["x-nullable", true],
  ["readOnly", true],
  ["required", true],
  ["required", ["a", "a"]],
  ["enum", []],
  ["enum", [null]],
  ["enum", ["a", 1, true, null]],
  ["const", "only"],
  ["default", { a: 1 }],
  ["default", "a"],
  ["additionalProperties", true],
  ["additionalProperties", { type: "string" }],
  ["allOf", []],
  ["oneOf", []],
  ["anyOf", [{}]],
  ["items", {}],
  ["discriminator", "kind"],
  ["discriminator", { propertyName: "kind", mapping: { a: "A" } }],
  ["x-ms-discriminator-value", "kind"],
  ["x-ms-client-name", "class"],
  ["x-ms-client-flatten", true],
  ["x-ms-enum", { name: "Record", modelAsString: true }],
  ["x-ms-pageable", { nextLinkName: "nextLink" }],
  ["x-ms-long-running-operation", true],
  ["x-ms-parameter-location", "client"],
  ["x-ms-header-collection-prefix", "x-"],
  ["x-ms-skip-url-encoding", true],
  ["x-ms-error-response", true],
  ["x-ms-mutability", ["create"]],
  ["xml", { attribute: true, wrapped: true, name: "a b" }],
  ["format", "binary"],
  ["pattern", "^(a|b)*$"],
  ["minimum", -1],
  ["maxLength", Infinity],
  ["multipleOf", 0],
  ["collectionFormat", "pipes"],
  ["style", "deepObject"],
  ["explode", false],
  ["in", "header"],
  ["in", "cookie"],
  ["in", "body"],
  ["in", "path"],
  ["consumes", ["multipart/form-data"]],
  ["produces", ["application/octet-stream", "application/json"]],
  ["repeated", true],
  ["variant", { discriminant: "kind", map: [] }],
  ["deprecated", true],
  ["$ref", "#"],
];

/** What schemas and others are wrapped in, many times over. */
const wrappers: readonly ((inner: Tree) => Tree)[] = [
  (inner) => ({ type: "array", items: inner }),
  (inner) => ({ type: "object", properties: { a: inner } }),
  (inner) => ({ type: "object", additionalProperties: inner }),
  (inner) => ({ allOf: [inner] }),
  (inner) => ({ oneOf: [inner, { type: "null" }] }),
  (inner) => [inner],
];

type Mutation = (root: Tree, all: readonly Place[], random: Random) => void;

function anyPlace(all: readonly Place[], random: Random): Place {
  return random.pick(all);
}

function value(random: Random): Tree {
  const kinds: readonly (() => Tree)[] = [
    () => null,
    () => random.pick([true, false]),
    () => random.pick([0, -1, 1.5, 2 ** 53, 1e300, -0]),
    () => random.pick(hostile),
    () => [],
    () => ({}),
    () => [random.pick(hostile)],
    () => ({ [random.pick(hostile)]: random.pick(hostile) }),
  ];
  return random.pick(kinds)();
}

const changeType: Mutation = (_root, all, random) => setAt(anyPlace(all, random), value(random));

const remove: Mutation = (_root, all, random) => removeAt(anyPlace(all, random));

const duplicate: Mutation = (_root, all, random) => {
  const place = anyPlace(all, random);
  const original = valueAt(place);
  if (original === undefined) return;
  const twin = structuredClone(original);
  if (Array.isArray(place.parent)) place.parent.push(twin);
  else setAt({ ...place, key: random.pick([`${place.key}2`, place.key.toUpperCase(), random.pick(hostile)]) }, twin);
};

const swap: Mutation = (_root, all, random) => {
  const [one, other] = [anyPlace(all, random), anyPlace(all, random)];
  const [first, second] = [valueAt(one), valueAt(other)];
  if (first === undefined || second === undefined) return;
  // Copies, or a tree could come to hold itself.
  setAt(one, structuredClone(second));
  setAt(other, structuredClone(first));
};

const retarget: Mutation = (root, all, random) => {
  const refs = all.filter(({ key }) => key === "$ref");
  const target = random.below(8) === 0 ? random.pick(hostile) : random.pick(references(root));
  if (refs.length > 0 && random.below(3) > 0) setAt(random.pick(refs), target);
  else setAt(anyPlace(all, random), { $ref: target });
};

const poison: Mutation = (_root, all, random) => {
  const texts = all.filter((place) => typeof valueAt(place) === "string");
  const place = random.pick(texts.length > 0 ? texts : all);
  const text = random.pick(hostile);
  setAt(place, random.below(2) === 0 ? text : `${String(valueAt(place))}${text}`);
};

const rename: Mutation = (_root, all, random) => {
  const named = all.filter(({ parent }) => !Array.isArray(parent));
  if (named.length === 0) return;
  const place = random.pick(named);
  const moved = valueAt(place);
  removeAt(place);
  const key = random.below(2) === 0 ? random.pick(hostile) : `${place.key}${random.pick(hostile)}`;
  if (moved !== undefined) setAt({ ...place, key }, moved);
};

const insert: Mutation = (_root, all, random) => {
  const objects = all.map(valueAt).filter((child) => isBranch(child) && !Array.isArray(child));
  if (objects.length === 0) return;
  const [key, member] = random.pick(members);
  setAt({ parent: random.pick(objects) as { [key: string]: Tree }, key, depth: 0 }, structuredClone(member));
};

const deepen: Mutation = (_root, all, random) => {
  const place = anyPlace(all, random);
  const wrap = random.pick(wrappers);
  let inner = valueAt(place) ?? null;
  // A run's limit is 200 levels: some go beyond, most come near.
  for (let count = random.pick([2, 5, 30, 120, 250]); count > 0; count -= 1) inner = wrap(inner);
  setAt(place, inner);
};

const graft: Mutation = (_root, all, random) => {
  const source = valueAt(anyPlace(all, random));
  if (source !== undefined) setAt(anyPlace(all, random), structuredClone(source));
};

const mutations: readonly Mutation[] = [
  ...[changeType, remove, duplicate, swap, retarget, retarget, poison, poison, rename, insert, insert, deepen, graft],
];

/** Changes a tree as `seed` says: the same seed does the same to the same tree. */
export function mutate(root: Tree, seed: number): void {
  const random = createRandom(seed);
  const all = places(root);
  if (all.length > 0) random.pick(mutations)(root, all, random);
}
