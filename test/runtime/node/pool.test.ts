import { getEventListeners } from "node:events";
import { createServer } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { TLSSocket } from "node:tls";
import { describe, expect, test } from "vitest";
import { nodeFetch } from "../../../templates/runtime/src/node/index.ts";
import { failure, serve } from "../support/clients.ts";
import { causeOf, certificate, listen, raw, startProxy, textOf } from "./support.ts";

const answer = (text: string, headers = ""): string =>
  `HTTP/1.1 200 OK\r\n${headers}Content-Length: ${text.length}\r\n\r\n${text}`;
const soon = (ms = 20): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const fetchOf = (options = {}) => nodeFetch({ proxy: false, ...options });

/** A server that answers no request before it is told to; `held` has what each waits for. */
async function holding() {
  const held: (() => void)[] = [];
  const server = await serve(async () => {
    await new Promise<void>((resolve) => held.push(resolve));
    return { body: "ok" };
  });
  return { held, server };
}

describe("a connection", () => {
  test("is used again by whoever comes next, and one that is used already by nobody", async () => {
    const { held, server } = await holding();
    const fetch = fetchOf();
    for (let round = 0; round < 3; round++) {
      const both = [fetch(server.url, {}), fetch(server.url, {})].map(async (answered) => textOf(await answered));
      await expect.poll(() => held.length).toBe(2);
      for (const go of held.splice(0)) go();
      expect(await Promise.all(both)).toEqual(["ok", "ok"]);
    }
    expect([server.sockets.size, server.requests.length]).toEqual([2, 6]);
  });

  test("and a signal that serve many requests hold nothing of them", async () => {
    const server = await serve(() => ({ body: "ok" }));
    const warnings: Error[] = [];
    const warn = (warning: Error): void => void warnings.push(warning);
    const { signal } = new AbortController();
    process.on("warning", warn);
    const fetch = fetchOf();
    for (let calls = 0; calls < 50; calls++) expect(await textOf(await fetch(server.url, { signal }))).toBe("ok");
    await soon();
    process.off("warning", warn);
    expect(warnings).toEqual([]);
    expect([server.sockets.size, getEventListeners(signal, "abort")]).toEqual([1, []]);
  });

  test.each([
    ["timeout=1", 0],
    ["timeout=60, max=9", 1],
    ["max=9", 1],
  ])("is kept as its server says: %s", async (hint, left) => {
    const { url, sockets } = await raw((socket) => void socket.write(answer("ok", `Keep-Alive: ${hint}\r\n`)));
    expect(await textOf(await fetchOf()(url, {}))).toBe("ok");
    await soon();
    expect(sockets.size).toBe(left);
  });

  test("is not kept where the server closes it", async () => {
    const { url, sockets, seen } = await raw((socket) => void socket.write(answer("ok", "Connection: close\r\n")));
    const fetch = fetchOf();
    for (let calls = 0; calls < 3; calls++) expect(await textOf(await fetch(url, {}))).toBe("ok");
    await expect.poll(() => sockets.size).toBe(0);
    expect(seen()).toBe(3);
  });

  test.each([
    ["at once", true],
    ["later", false],
  ])("on which more is said than was asked is not used again: %s", async (_, isAtOnce) => {
    const surplus = answer("forged");
    const used = new Set<unknown>();
    const { url } = await raw((socket, number) => {
      used.add(socket);
      if (number > 0) return void socket.write(answer("own"));
      socket.write(answer("ok") + (isAtOnce ? surplus : ""));
      if (!isAtOnce) setTimeout(() => socket.write(surplus), 5);
    });
    const fetch = fetchOf();
    expect(await textOf(await fetch(url, {}))).toBe("ok");
    await soon();
    expect(await textOf(await fetch(url, {}))).toBe("own");
    expect(used.size).toBe(2);
  });

  test("is not used again before a body was sent to its end", async () => {
    const server = createServer((_, response) => void response.end("early"));
    const { port, sockets } = await listen(server);
    const fetch = fetchOf();
    const body = new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array(10)) });
    const response = await fetch(`http://127.0.0.1:${port}`, { method: "POST", body, duplex: "half" } as RequestInit);
    expect(await textOf(response)).toBe("early");
    await expect.poll(() => sockets.size).toBe(0);
  });

  test("may bring answers on the way", async () => {
    const { url } = await raw(
      (socket) =>
        void socket.write(`HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n${answer("ok")}`),
    );
    const response = await fetchOf()(url, {});
    expect([response.status, await textOf(response)]).toEqual([200, "ok"]);
  });

  test("takes no more of a body than it can send", async () => {
    let go = (): void => {};
    const server = createServer((request) => (go = () => void request.resume()));
    const { port, sockets } = await listen(server);
    let given = 0;
    const body = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(1 << 16).fill(++given)),
    });
    const controller = new AbortController();
    const init = { method: "POST", body, duplex: "half", signal: controller.signal } as RequestInit;
    const made = fetchOf()(`http://127.0.0.1:${port}`, init);
    let before = -1;
    await expect.poll(() => before === (before = given) && given > 0, { interval: 50 }).toBe(true);
    expect(given).toBeLessThan(1000);
    controller.abort(new Error("enough"));
    await expect(made).rejects.toThrow("enough");
    // Who does not read hears of no end either.
    go();
    await expect.poll(() => sockets.size).toBe(0);
  });
});

describe("a request over the limit of connections", () => {
  test("waits in its order", async () => {
    const { held, server } = await holding();
    const fetch = fetchOf({ maxSockets: 1 });
    const calls = ["/a", "/b", "/c"].map(async (path) => textOf(await fetch(server.url + path, {})));
    for (let call = 0; call < 3; call++) {
      await expect.poll(() => held.length).toBe(1);
      held.pop()?.();
    }
    expect(await Promise.all(calls)).toEqual(["ok", "ok", "ok"]);
    expect(server.requests.map(({ url }) => url)).toEqual(["/a", "/b", "/c"]);
    expect(server.sockets.size).toBe(1);
  });

  test("is forgotten with its signal, and holds up nobody", async () => {
    const { held, server } = await holding();
    const fetch = fetchOf({ maxSockets: 1 });
    const controller = new AbortController();
    const first = fetch(`${server.url}/first`, {});
    const given = fetch(`${server.url}/given-up`, { signal: controller.signal });
    const last = fetch(`${server.url}/last`, {});
    await expect.poll(() => held.length).toBe(1);
    controller.abort(new Error("enough"));
    await expect(given).rejects.toThrow("enough");
    held.pop()?.();
    expect(await textOf(await first)).toBe("ok");
    await expect.poll(() => held.length).toBe(1);
    held.pop()?.();
    expect(await textOf(await last)).toBe("ok");
    expect(server.requests.map(({ url }) => url)).toEqual(["/first", "/last"]);
  });

  test("has a connection of its own once one is lost", async () => {
    const { url, seen } = await raw((socket, number) => {
      if (number === 0) socket.resetAndDestroy();
      else socket.write(answer(String(number)));
    });
    const fetch = fetchOf({ maxSockets: 1 });
    const lost = fetch(url, { method: "POST" });
    const made = fetch(url, { method: "POST" });
    expect(await causeOf(lost)).toBe("ECONNRESET");
    expect(await textOf(await made)).toBe("1");
    expect(seen()).toBe(2);
  });

  test("fails where nothing can be reached", async () => {
    const fetch = fetchOf({ maxSockets: 1 });
    const calls = Array.from({ length: 4 }, () => causeOf(fetch("http://127.0.0.1:1/", {})));
    expect(await Promise.all(calls)).toEqual(Array.from({ length: 4 }, () => "ECONNREFUSED"));
  });
});

describe("an address", () => {
  test.each([
    "",
    "/",
    "/a/b?c=d&e",
    "/a%20b?x=%C3%A4",
    "/a b?c d",
    "/a/../b/./c",
    "/a/%2e%2E/b",
    "/.well-known/x",
    "/a'b?c='d'",
    "/ä/€?ö",
    "/a|b^c{d}",
    "/a\\b",
    "/a#fragment",
    "/a?b#c",
    "//b",
    "/%zz",
    "/a\tb",
  ])("asks for the same the first time and later: %j", async (path) => {
    const server = await serve(() => ({ body: "ok" }));
    const fetch = fetchOf();
    for (let calls = 0; calls < 2; calls++) {
      const { url } = await fetch(server.url + path, {});
      const { href, hash } = new URL(server.url + path);
      expect(url).toBe(href);
      expect(server.requests.at(-1)?.url).toBe(
        new URL(href.slice(0, href.length - hash.length)).href.slice(server.url.length),
      );
    }
  });

  test("leads to its own server, whatever it begins with", async () => {
    const [one, two] = [await serve(() => ({ body: "one" })), await serve(() => ({ body: "two" }))];
    const fetch = fetchOf();
    for (let calls = 0; calls < 2; calls++) {
      expect(await textOf(await fetch(`${one.url}/`, {}))).toBe("one");
      expect(await textOf(await fetch(`${two.url}/${one.url}/`, {}))).toBe("two");
    }
    const userInfo = one.url.replace("http://", "http://127.0.0.1@");
    await expect(fetch(`${userInfo}/`, {})).rejects.toBeInstanceOf(TypeError);
  });
});

const pair = certificate();
describe.skipIf(pair === null)("a TLS connection (needs openssl)", () => {
  test("goes on with the session of the one before", async () => {
    const reused: boolean[] = [];
    const server = createSecureServer({ ...pair }, (request, response) => {
      reused.push((request.socket as TLSSocket).isSessionReused());
      response.setHeader("connection", "close").end("secret");
    });
    const { port } = await listen(server);
    const fetch = fetchOf({ tls: { ca: pair?.cert } });
    for (let calls = 0; calls < 2; calls++) {
      expect(await textOf(await fetch(`https://127.0.0.1:${port}/`, {}))).toBe("secret");
    }
    expect(reused).toEqual([false, true]);
  });

  test.each(["directly", "by a tunnel"])("with a key that is none fails who asked, %s", async (way) => {
    const proxy = way === "directly" ? false : `http://127.0.0.1:${(await startProxy()).port}`;
    const server = createSecureServer({ ...pair }, (_, response) => void response.end("secret"));
    const { port } = await listen(server);
    const fetch = nodeFetch({ proxy, tls: { key: "none", cert: "none" } });
    for (let calls = 0; calls < 2; calls++) {
      expect(await failure(fetch(`https://127.0.0.1:${port}/`, {}))).toMatchObject({ message: "fetch failed" });
    }
  });
});
