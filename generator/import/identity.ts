import { isObject, type JsonObject } from "../source/document.ts";
import { isDiscovery } from "./discovery.ts";

/** What a specification says of itself, as far as an import needs it. */
export interface Identity {
  readonly apiVersion: string;
  /** Whose conventions it follows: decides the folder of its contract file. */
  readonly cloud: "azure" | "google" | "other";
  /** A short lower-case name: `containerservice`, `gkehub`. */
  readonly service: string;
  readonly title: string;
}

/** Reads a specification's name and version from its root; what it lacks is empty. */
export function identify(root: JsonObject): Identity {
  if (isDiscovery(root)) {
    const name = text(root["name"]);
    return { apiVersion: text(root["version"]), cloud: "google", service: slug(name), title: text(root["title"]) };
  }
  const info: JsonObject = isObject(root["info"]) ? root["info"] : {};
  const title = text(info["title"]);
  const provider = providerOf(root);
  const isAzure = provider !== null || JSON.stringify(root).includes('"x-ms-');
  const service = slug((provider ?? title).replace(/^Microsoft\./i, "").replace(/(?:Service|Management)?Client$/, ""));
  return { apiVersion: text(info["version"]), cloud: isAzure ? "azure" : "other", service, title };
}

/** The resource provider that most paths name. */
function providerOf(root: JsonObject): string | null {
  const paths = isObject(root["paths"]) ? Object.keys(root["paths"]) : [];
  const counts = new Map<string, number>();
  for (const path of paths) {
    const provider = /\/providers\/([A-Za-z]+\.[A-Za-z.]+)/.exec(path)?.[1];
    if (provider !== undefined) counts.set(provider, (counts.get(provider) ?? 0) + 1);
  }
  const [first] = [...counts].sort((a, b) => b[1] - a[1]);
  return first?.[0] ?? null;
}

/** `@armature/azure-containerservice` is `azure/containerservice`. */
export function specFolder(packageName: string): string {
  return packageName.replace(/^@[^/]*\//, "").replace("-", "/");
}

/** Whether a version is by its name not for production: `2025-05-02-preview`, `v1beta`, `v1p2alpha1`. */
export function isPreview(apiVersion: string): boolean {
  return /preview|alpha|beta/i.test(apiVersion);
}

function slug(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, "");
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
