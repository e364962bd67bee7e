import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = join(root, ".armature/compile/runtime-consumer");
const compilers = { newest: "node_modules/typescript/bin/tsc", oldest: "node_modules/typescript-5.8/bin/tsc" };

/** Runs a compiler; what it says. */
function tsc(compiler: keyof typeof compilers, args: readonly string[]): string {
  const { stdout } = spawnSync(process.execPath, [join(root, compilers[compiler]), ...args, "--pretty", "false"], {
    cwd: root,
    encoding: "utf8",
  });
  return stdout.trim();
}

/** What a consumer writes where the platform's types are not known. */
const bare = `
import { apiKey, asData, asStream, authClient, bearerToken, call, checkText, collect, createClient, pages, readBytes, send, ServiceError, settle, sharedKey, tokenCredential } from "@armature/runtime";
import type { AuthClient, BinaryData, Call, CallOptions, Client, ClientOptions, FetchLike, Pages, ResponseOf, Rule, TokenCredential } from "@armature/runtime";

interface Thing { readonly id: string }
type Got = ResponseOf<200, Thing> | ResponseOf<202, undefined, { readonly location?: string }>;
const rule: Rule = { name: "id", check: checkText, minLength: 1 };
export interface ThingClient extends Client {
  readonly parameters: { readonly url: string };
}
export interface ThingOptions extends ClientOptions<TokenCredential> {
  readonly url: string;
}
export function create(options: ThingOptions): ThingClient {
  return createClient(options, { service: "t", endpoint: options.endpoint ?? "{!url}", apiVersion: "1", sign: tokenCredential, parameters: { url: options.url } });
}
export function get(client: ThingClient, args: { readonly id: string }, options?: CallOptions): Call<Got, { readonly code: string }> {
  return call(client, { method: "GET", path: "/{id}", args, rules: [rule], as: asData }, options);
}
export function list(client: ThingClient): Pages<Thing> {
  return pages(client, { method: "GET", path: "/", as: asData }, { items: ["value"], link: ["nextLink"] });
}
export async function use(client: ThingClient): Promise<string | undefined> {
  const promise: Promise<Thing | undefined> = get(client, { id: "a" });
  const response = await get(client, { id: "a" }).withResponse();
  if (response.status === 202) return response.headers.location;
  const settled = await settle(get(client, { id: "a" }));
  if (!settled.ok) return settled.error.body.code;
  const things: Thing[] = await collect(list(client), 5);
  const stream = (await send(client, { method: "GET", path: "/", as: asStream })).data as BinaryData;
  const bytes: Uint8Array = await readBytes(stream);
  try {
    return (await promise)?.id ?? things[0]?.id ?? String(bytes.length);
  } catch (error) {
    if (error instanceof ServiceError) return error.code;
    throw error;
  }
}
create({ url: "https://a", credential: { getToken: async () => ({ token: "", expiresOnTimestamp: 0 }) } });
create({ url: "https://a", credential: bearerToken("a") });
create({ url: "https://a", credential: apiKey("a", { header: "b" }) });
create({ url: "https://a", credential: sharedKey({ account: "a", key: "b" }) });
export const signed = (options: ClientOptions<AuthClient>): Client =>
  createClient(options, { service: "t", endpoint: "https://a", sign: authClient });
signed({ credential: { getAccessToken: async () => ({ token: "a" }) } });
signed({ credential: { getRequestHeaders: async () => ({ a: "b" }) } });
signed({ credential: bearerToken("a") });
// @ts-expect-error: a credential of another kind.
signed({ credential: { getToken: async () => ({ token: "", expiresOnTimestamp: 0 }) } });
// @ts-expect-error: a credential of another kind.
create({ url: "https://a", credential: { getAccessToken: async () => ({ token: "a" }) } });
create({ url: "https://a", credential: (request) => ({ a: request.method }) });
export const wrapped: FetchLike = (url, init) => create({ url, fetch: wrapped }).options.fetch!(url, init);
// @ts-expect-error: a URL is required.
create({});
// @ts-expect-error: this is no credential.
create({ url: "https://a", credential: { token: "a" } });
`;

/** What one writes where they are. */
const platform = `
import { asData, asNone, asStream, authClient, call, createClient, deadline, observe, send, toJson, toMediaType, type ByteStream } from "@armature/runtime";
const controller = new AbortController();
const client = createClient({ fetch, credential: { getRequestHeaders: async () => new Headers() } }, { service: "t", endpoint: "https://a", sign: authClient });
createClient({ fetch: globalThis.fetch }, { service: "t", endpoint: "https://a", sign: authClient });
createClient({ fetch: (url, init) => fetch(url, { ...init, keepalive: true }) }, { service: "t", endpoint: "https://a", sign: authClient });
createClient({ fetch: async (url, init) => new Response(url + String(init.method)) }, { service: "t", endpoint: "https://a", sign: authClient });
call(client, { method: "GET", path: "/", as: asData }, { signal: controller.signal });
call(client, { method: "GET", path: "/", as: asData }, { signal: AbortSignal.timeout(5) });
export async function download(): Promise<string> {
  const stream = (await send(client, { method: "GET", path: "/", as: asStream })).data as ByteStream;
  return new Response(stream).text();
}
export async function upload(stream: ReadableStream<Uint8Array>): Promise<void> {
  const body: ByteStream = stream;
  await send(client, { method: "PUT", path: "/", body, contentType: "application/octet-stream", as: asNone });
  await send(client, { method: "PUT", path: "/", body: { a: 1 }, encode: toJson, as: asNone });
  await send(client, { method: "PUT", path: "/", body, encode: toMediaType, as: asNone });
}
call(client, { method: "GET", path: "/", as: asData }, { signal: deadline(5, { signal: controller.signal }) });
createClient({ observer: observe(({ type }) => console.log(type)) }, { service: "t", endpoint: "https://a", sign: authClient });
// @ts-expect-error: what the answer is read as is required.
call(client, { method: "GET", path: "/" });
`;

const strict = {
  target: "ES2022",
  module: "NodeNext",
  moduleResolution: "NodeNext",
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  verbatimModuleSyntax: true,
  skipLibCheck: false,
  noEmit: true,
};

/** Compiles the files as a package that has the runtime installed. */
function compile(
  name: string,
  compiler: keyof typeof compilers,
  files: Readonly<Record<string, string>>,
  options: object,
): string {
  const own = join(folder, name);
  mkdirSync(own, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(own, file), text);
  writeFileSync(join(own, "package.json"), JSON.stringify({ type: "module" }));
  const paths = { "@armature/runtime": ["../types/index.d.ts"] };
  writeFileSync(
    join(own, "tsconfig.json"),
    JSON.stringify({ compilerOptions: { ...strict, paths, ...options }, include: ["*.ts"] }),
  );
  return tsc(compiler, ["-p", own]);
}

describe("declarations of the runtime", () => {
  beforeAll(() => {
    rmSync(folder, { recursive: true, force: true });
    const out = ["--declaration", "--emitDeclarationOnly", "--outDir", join(folder, "types")];
    expect(tsc("newest", ["-p", "templates/runtime/tsconfig.json", ...out])).toBe("");
    writeFileSync(join(folder, "types/package.json"), JSON.stringify({ type: "module" }));
  });

  test.each(["newest", "oldest"] as const)("need neither lib.dom nor @types/node: %s compiler", (compiler) => {
    expect(compile(`bare-${compiler}`, compiler, { "bare.ts": bare }, { lib: ["ES2022"], types: [] })).toBe("");
  });

  const typeRoots = [join(root, "node_modules/@types")];
  test.each<[string, object]>([
    ["lib.dom", { lib: ["ES2022", "DOM"], types: [] }],
    ["@types/node", { lib: ["ES2023"], types: ["node"], typeRoots }],
  ])("take the platform's own types of %s", (name, options) => {
    const files = { "bare.ts": bare, "platform.ts": platform };
    expect(compile(name.replace("/", "-"), "newest", files, options)).toBe("");
  });
});
