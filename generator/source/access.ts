import { closeSync, constants, fstatSync, openSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { basename, dirname, isAbsolute, relative, resolve, sep } from "node:path";
import type { Limits } from "./limits.ts";
import { isUrl } from "./refs.ts";

/** What may be read, and how. */
export interface AccessOptions {
  readonly cwd: string;
  /** No file outside this folder is read, whatever links say. */
  readonly root: string;
  /** Origins (`https://example.org`) that connections may be made to. */
  readonly allowOrigins: readonly string[];
  readonly limits: Limits;
  readonly fetch: typeof fetch;
  readonly trace?: ReadTrace | undefined;
}

/** Is told of everything that is read, so that a later run can find out whether it would read the same. */
export interface ReadTrace {
  /** `name` as documents are named: a path relative to the working directory, or a URL. Null for what is not there. */
  add(name: string, bytes: Uint8Array | null): void;
}

export type Fetched =
  /** `identity` is the same for every spelling of one document. */
  | { readonly kind: "bytes"; readonly identity: string; readonly bytes: Uint8Array }
  | { readonly kind: "missing" }
  | { readonly kind: "outside" }
  | { readonly kind: "remote"; readonly origin: string }
  | { readonly kind: "failed"; readonly reason: string };

/**
 * Reads a document by name: a path relative to the working directory, or a URL. Never throws. Files are read at once:
 * there is nothing else to do meanwhile, and handing each step to another thread costs several times what it takes.
 */
export async function readDocument(name: string, options: AccessOptions): Promise<Fetched> {
  try {
    const fetched = isUrl(name) ? await readUrl(name, options, 0) : readPath(name, options);
    if (fetched.kind === "bytes") options.trace?.add(name, fetched.bytes);
    if (fetched.kind === "missing") options.trace?.add(name, null);
    return fetched;
  } catch (error) {
    return { kind: "failed", reason: reasonOf(error) };
  }
}

/** A path as it is shown: relative to the working directory, with `/` on every system. */
export function nameOf(path: string, cwd: string): string {
  return relative(cwd, path).replaceAll("\\", "/");
}

/**
 * The folder that the `$ref`s of an entry may reach where the user names none: the nearest folder above it called
 * `specification` (as in the azure-rest-api-specs repository, whose files share `common-types`), else the entry's own.
 */
export function defaultRoot(entryPath: string): string {
  const folder = dirname(entryPath);
  const steps = folder.split(sep);
  const index = steps.lastIndexOf("specification");
  return index < 0 ? folder : steps.slice(0, index + 1).join(sep);
}

function readPath(name: string, options: AccessOptions): Fetched {
  if (/\p{Cc}/u.test(name)) return { kind: "missing" };
  const path = resolve(options.cwd, name);
  if (!isInside(options.root, path)) return { kind: "outside" };
  let identity: string;
  let root: string;
  try {
    [identity, root] = [realpathSync.native(path), realpathSync.native(options.root)];
  } catch (error) {
    if (isMissing(error)) return { kind: "missing" };
    throw error;
  }
  if (!isInside(root, identity)) return { kind: "outside" };
  // Without waiting: opening a pipe would otherwise stall until somebody writes to it.
  const file = openSync(identity, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stat = fstatSync(file);
    if (!stat.isFile()) return { kind: "failed", reason: "it is not a file" };
    if (stat.size > options.limits.documentBytes) return tooLarge(options.limits);
    return { kind: "bytes", identity, bytes: readFileSync(file) };
  } finally {
    closeSync(file);
  }
}

/** The name of a file that differs from a missing one in upper and lower case alone; null where there is none. */
export function findByCase(name: string, options: AccessOptions): string | null {
  const path = resolve(options.cwd, name);
  if (isUrl(name) || !isInside(options.root, path)) return null;
  return namesIn(dirname(path)).find((sibling) => sibling.toLowerCase() === basename(path).toLowerCase()) ?? null;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Whether `path` is the folder `root` or below it. Both absolute. */
export function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way === "" || (way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

const maxRedirects = 5;

async function readUrl(name: string, options: AccessOptions, redirects: number): Promise<Fetched> {
  const url = new URL(name);
  if (url.protocol !== "https:" && url.protocol !== "http:") return { kind: "remote", origin: url.protocol };
  if (!options.allowOrigins.includes(url.origin)) return { kind: "remote", origin: url.origin };
  if (redirects > maxRedirects) return { kind: "failed", reason: "it redirects too often" };
  // Redirects are followed by hand, since each may lead to another origin.
  const signal = AbortSignal.timeout(options.limits.fetchTimeout);
  const response = await options.fetch(url.href, {
    redirect: "manual",
    signal,
    headers: { accept: "application/json, application/yaml, */*" },
  });
  const location = response.headers.get("location");
  if (response.status >= 300 && response.status < 400 && location !== null) {
    await response.body?.cancel();
    return URL.canParse(location, url.href)
      ? readUrl(new URL(location, url).href, options, redirects + 1)
      : { kind: "failed", reason: "it redirects to what is no address" };
  }
  if (!response.ok) {
    await response.body?.cancel();
    if (response.status === 404 || response.status === 410) return { kind: "missing" };
    return { kind: "failed", reason: `the server answered ${response.status}` };
  }
  const bytes = await readBody(response, options.limits.documentBytes);
  return bytes === null ? tooLarge(options.limits) : { kind: "bytes", identity: name, bytes };
}

/** The body's bytes as far as `limit`; null beyond. The length that the server claims is not believed. */
async function readBody(response: Response, limit: number): Promise<Uint8Array | null> {
  if (response.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks);
    size += value.byteLength;
    if (size > limit) {
      await reader.cancel();
      return null;
    }
    chunks.push(value);
  }
}

function tooLarge(limits: Limits): Fetched {
  return { kind: "failed", reason: `it is larger than ${limits.documentBytes} bytes` };
}

function isMissing(error: unknown): boolean {
  const code = errorCode(error);
  return code === "ENOENT" || code === "ENOTDIR" || code === "ENAMETOOLONG" || code === "ELOOP";
}

function errorCode(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
}

/** Why reading failed, without the paths of this machine. */
function reasonOf(error: unknown): string {
  if (error instanceof DOMException && error.name === "TimeoutError") return "the server took too long";
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return errorCode(cause) ?? (error instanceof Error ? error.message : String(error));
}
