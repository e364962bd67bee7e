import type { MediaUpload, PathSegment } from "../../model/index.ts";
import type { Method } from "./methods.ts";
import { nodeOf, numberOf, textOf, textsOf, type Node } from "./node.ts";
import { parsePath } from "./paths.ts";

function protocolPath(protocols: Node | null, name: string): readonly PathSegment[] | null {
  const protocol = protocols === null ? null : nodeOf(protocols, name);
  const path = protocol === null ? null : textOf(protocol, "path");
  return path === null ? null : parsePath(path).segments;
}

/** How bytes are sent beside the description. The paths are whole: they start at the root of the host. */
export function readMediaUpload(method: Method): MediaUpload | null {
  const upload = nodeOf(method.node, "mediaUpload");
  if (upload === null) return null;
  const protocols = nodeOf(upload, "protocols");
  return {
    simplePath: protocolPath(protocols, "simple"),
    resumablePath: protocolPath(protocols, "resumable"),
    accept: textsOf(upload, "accept"),
    maxSize: sizeOf(upload),
  };
}

const units: Readonly<Record<string, number>> = { "": 1, B: 1, KB: 2 ** 10, MB: 2 ** 20, GB: 2 ** 30, TB: 2 ** 40 };

/** In bytes. Older documents write `10GB`. */
function sizeOf(upload: Node): number | null {
  const match = /^(\d+) *([KMGT]?B)?$/.exec(textOf(upload, "maxSize") ?? "");
  if (match === null) return upload.value["maxSize"] === undefined ? null : numberOf(upload, "maxSize");
  return Number(match[1]) * (units[match[2] ?? ""] ?? 1);
}
