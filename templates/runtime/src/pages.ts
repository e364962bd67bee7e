import { TransportError } from "./errors.js";
import { headerRecord } from "./headers.js";
import { dig } from "./lro/field.js";
import { send } from "./send.js";
import type { AnyResponse, ByPageOptions, CallOptions, Client, Page, Pages, PagingSpec, RequestSpec } from "./types.js";
import { withQuery } from "./url.js";

/**
 * The address of a next page, in the version that the first one was asked in: the types of the items hold for that one,
 * and some services leave it out or put another. Of `further`, what the link does not have is added.
 */
function completed(
  link: string,
  { apiVersion, state }: Client<object>,
  query: RequestSpec["query"],
  further: RequestSpec["query"],
): string {
  if (!state.origins.some((origin) => link.startsWith(origin))) return link;
  const name = Object.keys(query ?? {}).find((key) => /version/i.test(key) && query?.[key] === apiVersion);
  // Not as the link spells it: not every service that writes `Api-Version` reads it.
  const given = name && new RegExp(`([?&])${name.replace(/\W/g, "\\$&")}=[^&#]*`, "i");
  const own = given ? link.replace(given, `$1${encodeURIComponent(name)}=${encodeURIComponent(apiVersion)}`) : link;
  const wanted = Object.entries({ ...further, ...(name && { [name]: apiVersion }) });
  const { searchParams } = new URL(own);
  return withQuery(own, Object.fromEntries(wanted.filter(([key]) => !searchParams.has(key))));
}

/** The request of a page: the first one, or the one that a link or token leads to. */
function pageRequest(
  client: Client<object>,
  request: RequestSpec,
  spec: PagingSpec,
  at: string | undefined,
  size: number | undefined,
): RequestSpec {
  const query = size && spec.pageSize ? { ...request.query, [spec.pageSize]: size } : request.query;
  if (at === undefined) return { ...request, query };
  if (spec.parameter === undefined) {
    // The link holds all that the service needs, unless an operation says how it is read; by itself it is with GET.
    const url = completed(at, client, request.query, spec.further?.query);
    const plain: RequestSpec = { ...request, method: "GET", url, body: undefined, contentType: undefined };
    return { ...plain, ...spec.further, query: undefined };
  }
  const token = { [spec.parameter]: at };
  return spec.in === "body"
    ? { ...request, query, body: { ...(request.body as object | undefined), ...token } }
    : { ...request, query: { ...query, ...token } };
}

/** Reads a page: by its own operation where the service has one for that, else by link or token. */
async function readPage(
  client: Client<object>,
  request: RequestSpec,
  spec: PagingSpec,
  at: string | undefined,
  size: number | undefined,
  options: CallOptions | undefined,
): Promise<AnyResponse & { readonly url?: string }> {
  if (at !== undefined && spec.next) {
    const next = spec.next(at, options);
    if ("withResponse" in next) return next.withResponse();
    for await (const { response } of next.byPage()) return response;
  }
  const { status, headers, url, data } = await send(client, pageRequest(client, request, spec, at, size), options);
  return { status, headers: headerRecord(headers), data, url };
}

async function* readPages<T>(
  client: Client<object>,
  request: RequestSpec,
  spec: PagingSpec,
  options: CallOptions | undefined,
  { continuationToken, maxPageSize }: ByPageOptions,
): AsyncGenerator<Page<T>, void, undefined> {
  const seen = new Set<string>();
  for (let at = continuationToken; ;) {
    const { url, ...response } = await readPage(client, request, spec, at, maxPageSize, options);
    const { data } = response;
    const items = dig(data, spec.items);
    const next = dig(data, spec.token ?? spec.link ?? []);
    // An empty text is the last page's, as is null.
    at = typeof next === "string" && next ? (spec.token || spec.next ? next : new URL(next, url).href) : undefined;
    yield { items: Array.isArray(items) ? (items as T[]) : [], continuationToken: at, body: data, response };
    if (at === undefined) return;
    if (seen.has(at)) throw new TransportError("The next page was read before", { reason: "paging" });
    seen.add(at);
  }
}

/**
 * The items of pages. Calls that overlap are served in their order, as a generator does; unlike one, it takes no detour
 * for an item that is there already.
 */
function itemsOf<T>(pages: AsyncGenerator<Page<T>, void, undefined>): AsyncIterableIterator<T, void, undefined> {
  let items: readonly T[] = [];
  let at = 0;
  /** The last call that is not served yet. */
  let last: Promise<unknown> | undefined;
  const inOrder = <R>(serve: () => Promise<R>): Promise<R> => {
    const served = last ? last.then(serve, serve) : serve();
    const free = (): void => {
      if (last === served) last = undefined;
    };
    last = served;
    served.then(free, free);
    return served;
  };
  const take = (): IteratorResult<T, void> => ({ done: false, value: items[at++] as T });
  const read = async (): Promise<IteratorResult<T, void>> => {
    while (at >= items.length) {
      const page = await pages.next();
      if (page.done) return page;
      items = page.value.items;
      at = 0;
    }
    return take();
  };
  return {
    next: () => (last || at >= items.length ? inOrder(read) : Promise.resolve(take())),
    return: () =>
      inOrder(async () => {
        items = [];
        await pages.return();
        return { done: true, value: undefined };
      }),
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/**
 * A listing over the requests of its pages. Nothing is sent before it is iterated, and no page before it is asked for.
 * A service that gives the same link or token twice ends the iteration with a `TransportError`.
 */
export function pages<T, E = unknown>(
  client: Client<object>,
  request: RequestSpec,
  spec: PagingSpec,
  options?: CallOptions,
): Pages<T, E> {
  const byPage = (choice: ByPageOptions = {}): AsyncGenerator<Page<T>, void, undefined> =>
    readPages<T>(client, request, spec, options, choice);
  return {
    byPage,
    [Symbol.asyncIterator]: () => itemsOf(byPage()),
  };
}

/** Reads items into an array, at most `limit` of them; no page is asked for after the last one taken. */
export async function collect<T>(items: AsyncIterable<T>, limit: number = Infinity): Promise<T[]> {
  const all: T[] = [];
  if (limit > 0) {
    for await (const item of items) if (all.push(item) >= limit) break;
  }
  return all;
}
