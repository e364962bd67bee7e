import type { DiagnosticSink } from "../../diagnostics/diagnostic.ts";
import { noDocs, type Docs, type Operation, type Service } from "../../model/index.ts";
import { isObject, type SourceDocument, type SpecSet } from "../../source/document.ts";
import { overlayDocs } from "../extensions.ts";
import { compareText, textOf } from "../values.ts";
import type { DocumentContext } from "./context.ts";
import { contextsOf, versionOf, type Contexts } from "./contexts.ts";
import { docsOf } from "./docs.ts";
import { arrange, clientParametersOf, errorTypeOf, settleIds, settlePaging, type Placed } from "./groups.ts";
import { definitionsOf } from "./hierarchy.ts";
import { identityOf, type Identity, type ReadOptions } from "./identity.ts";
import { findEqual } from "./merge.ts";
import { openApi3View } from "./openapi3.ts";
import { namesOf } from "./operationNames.ts";
import { lowerOperation } from "./operations.ts";
import { markPageLinks } from "./pageLinks.ts";
import { createReader, type Reader } from "./reader.ts";
import { createRenamer } from "./renames.ts";
import { swagger2View } from "./swagger2.ts";
import { createTypes } from "./typeTable.ts";
import type { Types } from "./types.ts";
import { newestOf } from "./versions.ts";
import type { SpecView } from "./view.ts";

export type { ReadOptions } from "./identity.ts";

/**
 * Reads Swagger 2.0 and OpenAPI 3.x documents as one service. What is wrong with them is reported; null where none of
 * the entries is such a document.
 */
export function readOpenApi(set: SpecSet, options: ReadOptions, sink: DiagnosticSink): Service | null {
  const reader = createReader(set, sink);
  const views = set.entries.flatMap((document) => viewOf(reader, document));
  if (views.length === 0) return null;
  const types = createTypes(reader);
  const withOperations = views.filter((view) => view.operations().length > 0);
  // Documents that only define things say nothing of version, host or name, unless there are no others.
  const active = withOperations.length > 0 ? withOperations : views;
  const newest = newestOf(active.map(versionOf));
  const hosts = contextsOf(types, active, newest);
  const identity = identityOf(set, active, options, hosts.arm);
  const apiVersion = options.overrides?.apiVersion ?? newest;
  const placed = hosts.contexts.flatMap((context) => operationsIn(context, identity));
  for (const view of views) for (const [, schema] of definitionsOf(view.document)) types.declare(schema);
  return assemble({ views, types, hosts, identity, apiVersion, placed });
}

function viewOf(reader: Reader, document: SourceDocument): readonly SpecView[] {
  const at = { document: document.name, pointer: "" };
  if (isObject(document.root)) {
    const root = { value: document.root, at };
    if (String(document.root["swagger"]) === "2.0" || document.root["swagger"] === 2)
      return [swagger2View(reader, document, root)];
    if (/^3(\.|$)/.test(String(document.root["openapi"]))) return [openApi3View(reader, document, root)];
  }
  reader.sink.report("spec/version", at, `Neither Swagger 2.0 nor OpenAPI 3: ${document.name}`);
  return [];
}

function operationsIn(context: DocumentContext, identity: Identity): readonly Placed[] {
  return context.view.operations().map((raw) => {
    const names = namesOf(context.types.reader, raw, context.autoRest, identity.name);
    return { group: names.group, operation: lowerOperation(context, raw, names) };
  });
}

interface Parts {
  readonly views: readonly SpecView[];
  readonly types: Types;
  readonly hosts: Contexts;
  readonly identity: Identity;
  readonly apiVersion: string;
  readonly placed: readonly Placed[];
}

function assemble({ views, types, hosts, identity, apiVersion, placed }: Parts): Service {
  const declarations = types.declarations();
  const renames = findEqual(declarations);
  const rename = createRenamer(renames);
  const settled = markPageLinks(settlePaging(types.reader, settleIds(types.reader, placed)));
  const groups = arrange(settled.map((item) => ({ ...item, operation: rename.operation(item.operation) })));
  const operations: readonly Operation[] = groups.flatMap((group) => group.operations);
  const sources = new Set([...views.map((view) => view.document.name), ...declarations.map(({ at }) => at.document)]);
  const schemes = hosts.contexts.flatMap((context) => context.auth);
  return {
    ...identity,
    apiVersion,
    hosts: hosts.hosts,
    auth: [...new Map(schemes.map((scheme) => [JSON.stringify(scheme), scheme])).values()],
    clientParameters: clientParametersOf(hosts.parameters.map(rename.parameter), operations),
    commonParameters: [],
    groups,
    types: declarations
      .filter((declaration) => !renames.has(declaration.id))
      .map(rename.declaration)
      .toSorted((a, b) => compareText(a.name.wire, b.name.wire) || compareText(a.id, b.id)),
    errorType: errorTypeOf(operations),
    docs: serviceDocs(views),
    sources: [...sources].toSorted(),
  };
}

/** What the first document says of the service; a title is a name, not prose. */
function serviceDocs(views: readonly SpecView[]): Docs {
  const [first] = views;
  if (first === undefined) return noDocs;
  const { root, info } = first;
  const { description, url } = docsOf({ ...root.value, description: info["description"] ?? null });
  return overlayDocs(root.value, { summary: textOf(info, "summary"), description, url });
}
