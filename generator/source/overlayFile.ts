import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Node, YAMLMap } from "yaml";
import type { Json } from "../model/index.ts";
import type { DiagnosticSink, TextLocation } from "../diagnostics/diagnostic.ts";
import { loadJsonPath, type JsonPath, type JsonPathProblem } from "./jsonPath.ts";
import { nameOf, type ReadTrace } from "./access.ts";
import type { Overlay, OverlayAction } from "./overlay.ts";
import { readYaml } from "./yaml.ts";

/** Reads and checks overlay files (YAML or JSON), in order. What is wrong is reported with its line, and left out. */
export async function loadOverlays(
  paths: readonly string[],
  sink: DiagnosticSink,
  cwd: string = process.cwd(),
  trace?: ReadTrace,
): Promise<readonly Overlay[]> {
  const overlays: Overlay[] = [];
  for (const path of paths) {
    const name = nameOf(resolve(cwd, path), cwd);
    const bytes = await readFile(resolve(cwd, path)).catch(() => null);
    trace?.add(name, bytes);
    const text = bytes === null ? null : bytes.toString("utf8");
    if (text === null)
      sink.report("source/not-found", { document: name, pointer: "" }, `There is no such file: ${name}`);
    const overlay = text === null ? null : await parseOverlay(name, text, sink);
    if (overlay !== null) overlays.push(overlay);
  }
  return overlays;
}

/** An overlay from its text. */
export async function parseOverlay(name: string, text: string, sink: DiagnosticSink): Promise<Overlay | null> {
  const read = await readYaml(name, text, { uniqueKeys: true }, sink);
  if (read === null) return null;
  const { yaml, document, at } = read;
  const reader: Reader = {
    yaml,
    compile: await loadJsonPath(),
    at,
    fail: (node, message) => sink.report("overlay/invalid", at(node), message),
    toJson: (node) => node.toJS(document, { maxAliasCount: 100 }) as Json,
  };
  const root = document.contents as Node | null;
  if (!yaml.isMap(root)) {
    reader.fail(root, 'An overlay is a map with "overlay", "info" and "actions"');
    return null;
  }
  return readRoot(name, root, reader);
}

interface Reader {
  readonly yaml: typeof import("yaml");
  readonly compile: (text: string) => JsonPath | JsonPathProblem;
  at(node: Node | null | undefined): TextLocation;
  fail(node: Node | null | undefined, message: string): void;
  toJson(node: Node): Json;
}

function readRoot(name: string, root: YAMLMap, reader: Reader): Overlay | null {
  checkKeys(root, ["overlay", "info", "extends", "actions"], reader);
  const version = String(root.get("overlay") ?? "");
  if (!/^1\.[01]\.\d+$/.test(version)) {
    reader.fail(
      root.get("overlay", true) ?? root,
      `"overlay" must be 1.0.0, the version of the format, and not ${version || "absent"}`,
    );
    return null;
  }
  const info = root.get("info", true) as Node | undefined;
  if (!reader.yaml.isMap(info) || !info.has("title") || !info.has("version"))
    reader.fail(info ?? root, '"info" must have "title" and "version"');
  const actions = root.get("actions", true) as Node | undefined;
  if (!reader.yaml.isSeq(actions)) {
    reader.fail(actions ?? root, '"actions" must be a list');
    return null;
  }
  const address = root.get("extends");
  const extended = typeof address === "string" ? { address, at: reader.at(root.get("extends", true)) } : null;
  return { name, extends: extended, actions: actions.items.flatMap((item) => readAction(item as Node, reader)) };
}

function readAction(node: Node, reader: Reader): readonly OverlayAction[] {
  if (!reader.yaml.isMap(node)) {
    reader.fail(node, 'An action is a map with "target", and "update" or "remove"');
    return [];
  }
  checkKeys(node, ["target", "description", "update", "remove"], reader);
  const target = node.get("target");
  const at = reader.at((node.get("target", true) as Node | undefined) ?? node);
  if (typeof target !== "string") {
    reader.fail(node, '"target" is missing');
    return [];
  }
  const select = reader.compile(target);
  if ("problem" in select) {
    reader.fail(node.get("target", true), `This is no JSONPath (RFC 9535): ${select.problem}`);
    return [];
  }
  const remove = node.get("remove") === true;
  const update = node.get("update", true) as Node | undefined;
  if (!remove && update === undefined) {
    reader.fail(node, 'An action needs "update", or "remove: true"');
    return [];
  }
  const optional = node.get("x-armature-optional") === true;
  return [{ target, select, update: remove || update === undefined ? undefined : reader.toJson(update), optional, at }];
}

function checkKeys(map: YAMLMap, known: readonly string[], reader: Reader): void {
  for (const { key } of map.items) {
    const name = String((key as { value?: unknown }).value);
    if (!known.includes(name) && !name.startsWith("x-"))
      reader.fail(key as Node, `"${name}" is not known here; these are: ${known.join(", ")}`);
  }
}
