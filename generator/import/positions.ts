import type { Json } from "../model/index.ts";
import { isObject } from "../source/document.ts";

/**
 * What a part of an OpenAPI document is. Prose is told from data by position: `description` of a schema is prose, a
 * property that is called `description` is a schema.
 */
export type Kind =
  | "callback"
  | "components"
  | "discriminator"
  | "document"
  | "encoding"
  | "enumExtension"
  | "enumValue"
  | "header"
  | "info"
  | "link"
  | "longRunning"
  | "mediaType"
  | "operation"
  | "parameter"
  | "parameterizedHost"
  | "pathItem"
  | "reference"
  | "requestBody"
  | "response"
  | "schema"
  | "scopes"
  | "securityFlow"
  | "securityFlows"
  | "securityScheme"
  | "server"
  | "serverVariable"
  | "tag";

/** What becomes of the value under a key. `map` and `list` hold values of a kind; a `list` may also be one such value. */
export type Rule =
  | { readonly is: "drop" }
  | { readonly is: "data" }
  /** A string that refers to a schema, as `$ref` would. */
  | { readonly is: "pointer" }
  | { readonly is: "node" | "map" | "list"; readonly of: Kind };

const drop: Rule = { is: "drop" };
const data: Rule = { is: "data" };
const pointer: Rule = { is: "pointer" };
const node = (of: Kind): Rule => ({ is: "node", of });
const map = (of: Kind): Rule => ({ is: "map", of });
const list = (of: Kind): Rule => ({ is: "list", of });

type Rules = Readonly<Record<string, Rule>>;

const prose: Rules = { description: drop, summary: drop, "x-ms-summary": drop, externalDocs: node("reference") };
const examples: Rules = { example: drop, examples: drop, "x-example": drop, "x-examples": drop, "x-ms-examples": drop };

const schema: Rules = {
  ...prose,
  ...examples,
  title: drop,
  $comment: drop,
  const: data,
  default: data,
  enum: data,
  properties: map("schema"),
  patternProperties: map("schema"),
  dependentSchemas: map("schema"),
  definitions: map("schema"),
  $defs: map("schema"),
  additionalProperties: node("schema"),
  unevaluatedProperties: node("schema"),
  propertyNames: node("schema"),
  contains: node("schema"),
  items: list("schema"),
  prefixItems: list("schema"),
  allOf: list("schema"),
  anyOf: list("schema"),
  oneOf: list("schema"),
  not: node("schema"),
  if: node("schema"),
  then: node("schema"),
  else: node("schema"),
  discriminator: node("discriminator"),
  "x-ms-enum": node("enumExtension"),
};

const operation: Rules = {
  ...prose,
  ...examples,
  parameters: list("parameter"),
  requestBody: node("requestBody"),
  responses: map("response"),
  callbacks: map("callback"),
  servers: list("server"),
  "x-ms-odata": pointer,
  "x-ms-long-running-operation-options": node("longRunning"),
};

const pathItem: Rules = {
  ...prose,
  parameters: list("parameter"),
  servers: list("server"),
  ...Object.fromEntries(
    ["get", "put", "post", "delete", "options", "head", "patch", "trace"].map((method) => [method, node("operation")]),
  ),
};

const definitions = {
  callbacks: map("callback"),
  headers: map("header"),
  links: map("link"),
  parameters: map("parameter"),
  pathItems: map("pathItem"),
  requestBodies: map("requestBody"),
  responses: map("response"),
  schemas: map("schema"),
  securitySchemes: map("securityScheme"),
} satisfies Rules;

/** By kind and key. A key without a rule is a fact (a type, a limit, a name) and stays, as data. */
export const positions: Readonly<Record<Kind, Rules>> = {
  document: {
    info: node("info"),
    externalDocs: node("reference"),
    tags: list("tag"),
    servers: list("server"),
    paths: map("pathItem"),
    "x-ms-paths": map("pathItem"),
    webhooks: map("pathItem"),
    components: node("components"),
    definitions: map("schema"),
    parameters: map("parameter"),
    responses: map("response"),
    securityDefinitions: map("securityScheme"),
    "x-ms-parameterized-host": node("parameterizedHost"),
  },
  info: { description: drop, summary: drop, contact: drop, license: drop, termsOfService: drop, "x-logo": drop },
  components: { ...definitions, examples: drop },
  pathItem,
  operation,
  callback: {},
  schema,
  // Outside bodies, Swagger 2.0 writes the keywords of the schema on the parameter itself.
  parameter: { ...schema, schema: node("schema"), content: map("mediaType") },
  header: { ...schema, schema: node("schema"), content: map("mediaType") },
  requestBody: { ...prose, ...examples, content: map("mediaType") },
  response: {
    ...prose,
    ...examples,
    schema: node("schema"),
    headers: map("header"),
    content: map("mediaType"),
    links: map("link"),
  },
  mediaType: { ...examples, schema: node("schema"), itemSchema: node("schema"), encoding: map("encoding") },
  encoding: { headers: map("header") },
  link: { description: drop, server: node("server") },
  longRunning: { "final-state-schema": pointer },
  enumExtension: { ...prose, values: list("enumValue") },
  enumValue: { description: drop },
  discriminator: { mapping: data },
  parameterizedHost: { parameters: list("parameter") },
  reference: { description: drop },
  securityScheme: { description: drop, flows: node("securityFlows"), scopes: node("scopes") },
  securityFlows: Object.fromEntries(
    ["implicit", "password", "clientCredentials", "authorizationCode"].map((flow) => [flow, node("securityFlow")]),
  ),
  securityFlow: { scopes: node("scopes") },
  scopes: {},
  server: { description: drop, variables: map("serverVariable") },
  serverVariable: { description: drop },
  tag: { ...prose },
};

/** Swagger 2.0 and OpenAPI 3 keep definitions in different places. */
export type Dialect = "swagger" | "openapi";

export function dialectOf(root: Json): Dialect {
  return isObject(root) && Object.hasOwn(root, "openapi") ? "openapi" : "swagger";
}

/** Where definitions of a kind stand in a document, by its dialect; null for a kind that has no such place. */
export function containerOf(kind: Kind, dialect: Dialect): readonly string[] | null {
  if (dialect === "swagger") {
    const names: Partial<Record<Kind, string>> = {
      schema: "definitions",
      parameter: "parameters",
      response: "responses",
    };
    const name = names[kind];
    return name === undefined ? null : [name];
  }
  const entry = Object.entries(definitions).find(([, rule]) => rule.is === "map" && rule.of === kind);
  return entry === undefined || kind === "pathItem" ? null : ["components", entry[0]];
}
