import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join, normalize } from "node:path";

/** JSON as it comes from a specification or an example. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A parameter of an operation, as the specification has it, with its `$ref` followed. */
export interface SpecParameter {
  readonly name: string;
  readonly in: string;
  readonly skipEncoding: boolean;
  readonly collectionFormat: string | null;
}

/** One example of one operation, with what the specification itself says of the operation. */
export interface Example {
  /** Unique in the specification. */
  readonly title: string;
  readonly file: string;
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly SpecParameter[];
  readonly mediaType: string;
  readonly given: JsonObject;
  readonly responses: readonly ExampleResponse[];
}

export interface ExampleResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined where the example has none. */
  readonly body: Json | undefined;
}

const parsed = new Map<string, JsonObject>();

/** Every `$ref` leads here, so a file is parsed once. */
function readJson(path: string): JsonObject {
  const known = parsed.get(path);
  if (known !== undefined) return known;
  const value: unknown = JSON.parse(readFileSync(path, "utf8").replace(/^\uFEFF/, ""));
  if (!isObject(value)) throw new Error(`${path} is no object`);
  parsed.set(path, value);
  return value;
}

function at(root: Json, pointer: string): Json {
  return pointer
    .split("/")
    .slice(1)
    .map((token) => token.replace(/~1/g, "/").replace(/~0/g, "~"))
    .reduce<Json>((value, token) => (isObject(value) ? (value[token] ?? null) : null), root);
}

function follow(value: Json, file: string): JsonObject {
  if (!isObject(value)) throw new Error(`${file}: an object is missing`);
  if (typeof value["$ref"] !== "string") return value;
  const [path = "", pointer = ""] = value["$ref"].split("#");
  const target = path === "" ? file : normalize(join(dirname(file), path));
  return follow(at(readJson(target), pointer), target);
}

function parameter(value: Json, file: string): SpecParameter {
  const found = follow(value, file);
  return {
    name: String(found["name"]),
    in: String(found["in"]),
    skipEncoding: found["x-ms-skip-url-encoding"] === true,
    collectionFormat: typeof found["collectionFormat"] === "string" ? found["collectionFormat"] : null,
  };
}

function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

/** Members of an example's response that are not headers; some examples list headers beside them. */
const ownMembers = new Set(["body", "headers", "description", "$statusCode"]);

function response(status: string, value: Json): ExampleResponse {
  const found = isObject(value) ? value : {};
  const beside = Object.entries(found).filter(([name]) => !ownMembers.has(name));
  const headers = isObject(found["headers"]) ? Object.entries(found["headers"]) : [];
  return {
    status: Number(status),
    headers: Object.fromEntries([...beside, ...headers].map(([name, text]) => [name.toLowerCase(), String(text)])),
    body: found["body"],
  };
}

/** Every example that the operations of a Swagger 2.0 file name, in the order of its paths. */
export function findExamples(file: string): readonly Example[] {
  const spec = readJson(file);
  const consumes = list(spec["consumes"]);
  const operations = Object.entries(isObject(spec["paths"]) ? spec["paths"] : {}).flatMap(([path, item]) =>
    Object.entries(isObject(item) ? item : {})
      .filter(([, operation]) => isObject(operation) && typeof operation["operationId"] === "string")
      .map(([method, operation]) => ({ path, item: item as JsonObject, method, operation: operation as JsonObject })),
  );
  return operations.flatMap(({ path, item, method, operation }) => {
    const named = operation["x-ms-examples"];
    const parameters = [...list(item["parameters"]), ...list(operation["parameters"])].map((each) =>
      parameter(each, file),
    );
    const types = list(operation["consumes"]).length > 0 ? list(operation["consumes"]) : consumes;
    return Object.values(isObject(named) ? named : {}).map((ref) => {
      const exampleFile = join(dirname(file), isObject(ref) ? String(ref["$ref"]) : "");
      const content = readJson(exampleFile);
      return {
        title: `${String(operation["operationId"])} ${basename(exampleFile, ".json")}`,
        file: exampleFile,
        operationId: String(operation["operationId"]),
        method: method.toUpperCase(),
        path,
        parameters,
        mediaType: String(types[0] ?? "application/json"),
        given: isObject(content["parameters"]) ? content["parameters"] : {},
        responses: Object.entries(isObject(content["responses"]) ? content["responses"] : {}).map(([status, value]) =>
          response(status, value),
        ),
      };
    });
  });
}

/** Root of the upstream specifications, or null where they are not on this machine. */
export function upstream(path: string): string | null {
  const file = join(import.meta.dirname, "../../../../shared/specs", path);
  return existsSync(file) ? file : null;
}
