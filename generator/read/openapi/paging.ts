import type { Paging, Parameter, Response } from "../../model/index.ts";
import type { JsonObject, Located } from "../../source/document.ts";
import { isPageSize } from "../azure/parameters.ts";
import { markerParameter, pageableOf, type Pageable } from "../azure/paging.ts";
import { readPaging } from "../extensions.ts";
import { childOf, elementsOf, objectAt } from "../values.ts";
import type { DocumentContext } from "./context.ts";
import { layersOf, type Reader } from "./reader.ts";
import type { RawOperation } from "./view.ts";

/** How an operation's answer is one page of many; null where it is all there is, or where no list can be found. */
export function pagingOf(
  context: DocumentContext,
  operation: RawOperation,
  parameters: readonly Parameter[],
  responses: readonly Response[],
): Paging | null {
  const { reader } = context.types;
  const own = readPaging(operation.node, reader.sink);
  const pageable = own === null ? pageableOf(operation.node) : null;
  if (own === null && pageable === null) return null;
  const body = bodySchema(context, operation, responses);
  const query = parameters
    .filter((parameter) => parameter.location === "query")
    .map((parameter) => parameter.name.wire);
  const path = own?.items ?? (pageable === null ? [] : pathTo(reader, body, pageable.items));
  const marked = pageable !== null && !pageable.named && markerParameter(pageable.next ?? "", query) !== null;
  const items = body === null ? null : (itemsAt(reader, body, path) ?? (marked ? soleList(reader, body) : null));
  if (items === null) {
    const name = pageable?.items ?? path.join(".");
    reader.sink.report(
      "paging/no-list",
      pageable?.at ?? operation.node.at,
      `The answer has no list "${name}" to page through`,
    );
    return null;
  }
  const next = own?.next ?? nextOf(reader, body, pageable, query);
  return {
    items: items.path,
    itemType: items.schema === null ? { kind: "unknown" } : context.types.use(items.schema),
    next,
    pageSize: own?.pageSize ?? query.find(isPageSize) ?? null,
  };
}

function nextOf(
  reader: Reader,
  body: Located | null,
  pageable: Pageable | null,
  query: readonly string[],
): Paging["next"] {
  if (pageable === null || pageable.next === null) return { kind: "none" };
  const path = pathTo(reader, body, pageable.next);
  const parameter = markerParameter(pageable.next, query);
  if (parameter !== null) return { kind: "token", path, parameter, location: "query" };
  return { kind: "link", path, operation: pageable.operation };
}

/** The schema of the first successful answer with a body. */
function bodySchema(context: DocumentContext, operation: RawOperation, responses: readonly Response[]): Located | null {
  const success = responses.find((response) => response.role === "success" && response.contents.length > 0);
  if (success === undefined) return null;
  const raw = context.view.responses(operation).find(({ node }) => node.at.pointer === success.at.pointer);
  return raw?.contents.find((content) => content.schema !== null)?.schema ?? null;
}

/** One property, dots and all, where there is one of that name; else a property in a property. */
function pathTo(reader: Reader, body: Located | null, name: string): readonly string[] {
  const plain = name.replace(/\\\./g, ".");
  if (body === null || propertyOf(reader, body, plain) !== null) return [plain];
  const steps = name.split(/(?<!\\)\./).map((step) => step.replace(/\\\./g, "."));
  let schema: Located | null = body;
  for (const step of steps) schema = schema === null ? null : propertyOf(reader, schema, step);
  return schema === null ? [plain] : steps;
}

interface Items {
  readonly path: readonly string[];
  readonly schema: Located | null;
}

/** The list at `path`; the body itself where that is the list and has no such property. */
function itemsAt(reader: Reader, body: Located, path: readonly string[]): Items | null {
  let schema: Located | null = body;
  for (const step of path) schema = schema === null ? null : propertyOf(reader, schema, step);
  if (schema !== null) {
    const list = listAt(reader, schema);
    return list === null ? null : { path, schema: childOf(list, "items") };
  }
  const whole = listAt(reader, body);
  return whole === null ? null : { path: [], schema: childOf(whole, "items") };
}

/**
 * The only list of an answer, in a property or one further in: services that page by markers have one, and do not say
 * which.
 */
function soleList(reader: Reader, body: Located, depth = 0): Items | null {
  const properties = propertyNames(reader, body).flatMap((name) => {
    const schema = propertyOf(reader, body, name);
    return schema === null ? [] : [{ name, schema, list: listAt(reader, schema) }];
  });
  const own = properties.flatMap(({ name, list }) =>
    list === null ? [] : [{ path: [name], schema: childOf(list, "items") }],
  );
  const inner =
    own.length > 0 || depth > 0
      ? []
      : properties.flatMap(({ name, schema }) => {
          const found = soleList(reader, schema, depth + 1);
          return found === null ? [] : [{ ...found, path: [name, ...found.path] }];
        });
  const [only, ...more] = [...own, ...inner];
  return only === undefined || more.length > 0 ? null : only;
}

/** Names of a schema's properties, and of those of what it extends. */
function propertyNames(reader: Reader, schema: Located, depth = 0): readonly string[] {
  const last = layersOf(reader, schema).at(-1);
  if (last === undefined || depth > 8) return [];
  const inherited = elementsOf(last, "allOf").flatMap((member) => propertyNames(reader, member, depth + 1));
  return [...new Set([...inherited, ...Object.keys(objectAt(last, "properties")?.value ?? {})])];
}

function listAt(reader: Reader, schema: Located): Located<JsonObject> | null {
  const last = layersOf(reader, schema).at(-1) ?? null;
  return last !== null && (last.value["type"] === "array" || last.value["items"] !== undefined) ? last : null;
}

/** A property of a schema, or of one that it extends. */
function propertyOf(reader: Reader, schema: Located, name: string, depth = 0): Located | null {
  const last = layersOf(reader, schema).at(-1);
  if (last === undefined || depth > 8) return null;
  const properties = objectAt(last, "properties");
  const own = properties === null ? null : childOf(properties, name);
  if (own !== null) return own;
  for (const member of elementsOf(last, "allOf")) {
    const found = propertyOf(reader, member, name, depth + 1);
    if (found !== null) return found;
  }
  return null;
}
