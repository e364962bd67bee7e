import type { Check, ExpectedRequest, ReceivedRequest } from "./exchange.ts";

/**
 * Headers that HTTP clients set on their own and that no contract speaks of. `fetch` adds the two about caches to every
 * conditional request, as its standard asks.
 */
const transport = new Set([
  "accept-encoding",
  "accept-language",
  "cache-control",
  "connection",
  "content-length",
  "host",
  "pragma",
  "sec-fetch-mode",
  "user-agent",
]);

/** How a request differs from what it must be, one sentence each; empty where it does not. */
export function differences(expected: ExpectedRequest, received: ReceivedRequest): readonly string[] {
  const [path = "", query] = split(received.target);
  return [
    ...differ("method", expected.method, received.method),
    ...differ("path", expected.path, path),
    ...queryDifferences(expected.query, query),
    ...headerDifferences(expected.headers, received),
    ...differ("body", expected.body, received.body),
    ...lengthDifferences(received),
  ];
}

function split(target: string): readonly [string, string | undefined] {
  const at = target.indexOf("?");
  return at < 0 ? [target, undefined] : [target.slice(0, at), target.slice(at + 1)];
}

function differ(what: string, expected: string, received: string): readonly string[] {
  return expected === received ? [] : [`${what} must be ${quote(expected)}, is ${quote(received)}`];
}

function quote(text: string): string {
  return JSON.stringify(text);
}

function queryDifferences(expected: readonly string[], query: string | undefined): readonly string[] {
  const received = query === undefined ? [] : query.split("&");
  return [
    ...without(expected, received).map((pair) => `query lacks ${quote(pair)}`),
    ...without(received, expected).map((pair) => `query has ${quote(pair)}, which is not expected`),
  ];
}

/** `all` less one of each of `taken`. */
function without(all: readonly string[], taken: readonly string[]): readonly string[] {
  const left = [...taken];
  return all.filter((item) => {
    const at = left.indexOf(item);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

function headerDifferences(
  expected: Readonly<Record<string, string | Check>>,
  received: ReceivedRequest,
): readonly string[] {
  const found: string[] = [];
  for (const [name, want] of Object.entries(expected)) {
    const values = valuesOf(received, name);
    if (values.length !== 1) found.push(`header ${name} must be sent once, is sent ${values.length} times`);
    for (const value of values) {
      if (typeof want === "string") found.push(...differ(`header ${name}`, want, value));
      else if (!want.test(value)) found.push(`header ${name} must be ${want.what}, is ${quote(value)}`);
    }
  }
  for (const [name, value] of received.headers) {
    const known = transport.has(name.toLowerCase()) || Object.hasOwn(expected, name.toLowerCase());
    if (!known) found.push(`header ${name.toLowerCase()} is not expected, is ${quote(value)}`);
  }
  return found;
}

/** Values of a header, by its name in lower case. */
export function valuesOf(request: ReceivedRequest, name: string): readonly string[] {
  return request.headers.filter(([key]) => key.toLowerCase() === name).map(([, value]) => value);
}

/** RFC 9110, 8.6: a body has a length, and a method that means to send one says so with 0 where there is none. */
function lengthDifferences(received: ReceivedRequest): readonly string[] {
  const length = valuesOf(received, "content-length").join();
  const bodiless = received.body === "" && !["POST", "PUT", "PATCH"].includes(received.method);
  return differ("header content-length", bodiless ? "" : String(Buffer.byteLength(received.body)), length);
}
