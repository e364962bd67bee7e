import type { DiagnosticSink } from "../../diagnostics/diagnostic.ts";
import { makeName, type Declaration, type Service } from "../../model/index.ts";
import { childLocation, isObject, type SpecSet } from "../../source/document.ts";
import { overlayDocs, readAuth as readAuthExtension } from "../extensions.ts";
import { compareText } from "../values.ts";
import { readAuth } from "./auth.ts";
import { readCommonParameters } from "./commonParameters.ts";
import { createContext } from "./context.ts";
import { declareErrors, errorType } from "./errors.ts";
import { readHosts } from "./hosts.ts";
import { collectMethods } from "./methods.ts";
import { docsOf, reportUnknown, textOf, type Node } from "./node.ts";
import { findOperationKinds } from "./operationKinds.ts";
import { readGroups } from "./operations.ts";
import { declareSchemas } from "./schemas.ts";
import { createUsage } from "./usage.ts";

/** What the user may decide about reading. */
export interface DiscoveryOptions {
  /** What the service is called, in place of the document's own name for it. */
  readonly name?: string | undefined;
}

/** Members with a meaning, and those that describe the document, its owner or other protocols. */
const known: ReadonlySet<string> = new Set(
  (
    "auth basePath baseUrl batchPath canonicalName description discoveryVersion documentationLink endpoints etag " +
    "exponentialBackoffDefault features fullyEncodeReservedExpansion icons id kind labels methods mtlsRootUrl name ownerDomain " +
    "ownerName packagePath parameters protocol resources revision rootUrl schemas servicePath title version version_module"
  ).split(" "),
);

/**
 * Reads a Google API Discovery document: https://developers.google.com/discovery/v1/reference/apis. Null after
 * reporting where the first document of the set is none.
 */
export function readDiscovery(set: SpecSet, options: DiscoveryOptions, sink: DiagnosticSink): Service | null {
  const [entry, ...others] = set.entries;
  if (entry === undefined) return null;
  const at = { document: entry.name, pointer: "" };
  if (!isObject(entry.root)) {
    sink.report("discovery/not-a-document", at, "the document is no object");
    return null;
  }
  for (const other of others) {
    sink.report("discovery/several-documents", { document: other.name, pointer: "" }, `only ${entry.name} is read`);
  }
  const root: Node = { value: entry.root, at, sink };
  return isRestDescription(root) ? readService(root, options) : null;
}

function isRestDescription(root: Node): boolean {
  const wrong = [
    ["kind", "discovery#restDescription"],
    ["protocol", "rest"],
  ].find(([key, value]) => (textOf(root, key ?? "") ?? value) !== value);
  const missing = ["name", "version"].find((key) => textOf(root, key) === null);
  if (wrong !== undefined)
    root.sink.report(
      "discovery/not-a-document",
      childLocation(root.at, wrong[0] ?? ""),
      `"${wrong[0]}" is not "${wrong[1]}"`,
    );
  else if (missing !== undefined) root.sink.report("discovery/not-a-document", root.at, `there is no "${missing}"`);
  return wrong === undefined && missing === undefined;
}

function readService(root: Node, options: DiscoveryOptions): Service {
  reportUnknown(root, known);
  const context = createContext(root);
  const methods = collectMethods(root);
  const kinds = findOperationKinds(context, methods);
  const usage = createUsage(context, methods);
  const auth = readAuthExtension(root, root.sink, "authClient") ?? readAuth(context, methods);
  const api = textOf(root, "name") ?? "";
  const scope = { context, usage, methods, kinds, auth, api };
  declareSchemas(scope);
  const groups = readGroups(scope);
  const commonParameters = readCommonParameters(context);
  return {
    id: api,
    title: textOf(root, "title") ?? api,
    name: makeName(api, options.name ?? textOf(root, "canonicalName") ?? api),
    apiVersion: textOf(root, "version") ?? "",
    hosts: readHosts(context),
    auth,
    clientParameters: [],
    commonParameters,
    groups,
    types: sortTypes([...context.declarations.values(), ...declareErrors(root.at)]),
    errorType,
    docs: overlayDocs(root.value, { ...docsOf(root), url: textOf(root, "documentationLink") }),
    sources: [root.at.document],
  };
}

function sortTypes(types: readonly Declaration[]): readonly Declaration[] {
  return [...types].sort((a, b) => compareText(a.id, b.id));
}
