import { createServer } from "node:https";
import { afterEach, describe, expect, test, vi } from "vitest";
import { nodeFetch } from "../../../templates/runtime/src/node/index.ts";
import { proxyChoice } from "../../../templates/runtime/src/node/proxy.ts";
import { serve } from "../support/clients.ts";
import { causeOf, certificate, listen, raw, startProxy, textOf } from "./support.ts";

const basic = `Basic ${Buffer.from("user:p@ss").toString("base64")}`;

afterEach(() => vi.unstubAllEnvs());

describe("the choice of a proxy", () => {
  const chosen = (url: string, environment: Readonly<Record<string, string>>, options = {}): string | undefined =>
    proxyChoice(options, environment)(new URL(url))?.url.host;

  test.each<[string, Readonly<Record<string, string>>, string | undefined]>([
    ["http://a.test", { HTTP_PROXY: "http://p:1" }, "p:1"],
    ["https://a.test", { HTTP_PROXY: "http://p:1" }, undefined],
    ["https://a.test", { HTTPS_PROXY: "p:1", https_proxy: "q:2" }, "q:2"],
    ["https://a.test", { all_proxy: "p:1" }, "p:1"],
    ["http://a.test", { HTTP_PROXY: "p:1", REQUEST_METHOD: "GET" }, undefined],
    ["http://a.test", { http_proxy: "p:1", REQUEST_METHOD: "GET" }, "p:1"],
  ])("for %s by %j is %s", (url, environment, proxy) => expect(chosen(url, environment)).toBe(proxy));

  test.each([
    ["a.test", "http://a.test"],
    ["a.test", "http://b.a.test"],
    [".a.test", "http://b.A.test"],
    ["*.a.test", "http://b.a.test"],
    ["x, a.test:8080", "http://a.test:8080"],
    ["a.test:80", "http://a.test"],
    ["*", "http://a.test"],
    ["127.0.0.1", "http://127.0.0.1:99"],
    ["10.0.0.0/8", "http://10.1.2.3"],
    ["[::1]:80,::1", "http://[::1]"],
    ["fd00::/8", "http://[fd12::1]"],
  ])("is none by NO_PROXY %s for %s", (entries, url) => {
    expect(chosen(url, { http_proxy: "p:1", NO_PROXY: entries })).toBeUndefined();
    expect(chosen(url, {}, { proxy: "p:1", noProxy: entries })).toBeUndefined();
  });

  test.each([
    ["a.test", "http://ba.test"],
    ["a.test:8080", "http://a.test"],
    ["10.0.0.0/8", "http://11.1.2.3"],
    ["10.0.0.0/99", "http://10.1.2.3"],
    ["0.0.1", "http://127.0.0.1"],
    ["", "http://a.test"],
  ])("is not changed by NO_PROXY %s for %s", (entries, url) => {
    expect(chosen(url, { http_proxy: "p:1", NO_PROXY: entries })).toBe("p:1");
  });

  test("is no proxy that is not understood, and no message shows a password", () => {
    for (const proxy of ["socks5://user:secret@p:1", "http://user:secret@:x"]) {
      expect(() => nodeFetch({ proxy })).toThrow(TypeError);
      expect(() => nodeFetch({ proxy })).not.toThrow(/secret/);
    }
  });
});

describe("http through a proxy", () => {
  test("is asked for by its whole address; the credential is the proxy's", async () => {
    const proxy = await startProxy();
    vi.stubEnv("http_proxy", `http://user:p%40ss@127.0.0.1:${proxy.port}`);
    vi.stubEnv("no_proxy", "");
    const response = await nodeFetch()("http://origin.test:81/a?b=c", {});
    expect(JSON.parse(await textOf(response))).toMatchObject({
      forwarded: "http://origin.test:81/a?b=c",
      headers: { host: "origin.test:81" },
    });
    expect(proxy.asked).toEqual([`GET http://origin.test:81/a?b=c ${basic}`]);
  });

  test("is not used where an origin needs none", async () => {
    const [proxy, server] = [await startProxy(), await serve(() => ({ body: "ok" }))];
    const direct = nodeFetch({ proxy: `http://user:p@127.0.0.1:${proxy.port}`, noProxy: "127.0.0.1" });
    expect(await textOf(await direct(server.url, {}))).toBe("ok");
    expect(proxy.asked).toEqual([]);
    expect(server.requests[0]?.headers).not.toHaveProperty("proxy-authorization");
  });

  test("cannot be reached", async () => {
    expect(await causeOf(nodeFetch({ proxy: "http://127.0.0.1:1" })("http://origin.test/", {}))).toBe("ECONNREFUSED");
    expect(await causeOf(nodeFetch({ proxy: "http://127.0.0.1:1" })("https://origin.test/", {}))).toBe("ECONNREFUSED");
  });
});

const pair = certificate();
describe.skipIf(pair === null)("https through a proxy (needs openssl)", () => {
  const origin = async () => {
    const seen: string[] = [];
    const server = createServer({ ...pair }, ({ headers, url }, response) => {
      seen.push(`${url} ${headers.host} ${headers["proxy-authorization"] ?? "-"}`);
      response.end("secret");
    });
    return { seen, ...(await listen(server)) };
  };

  test("goes by a tunnel, which is kept; the origin sees no credential of the proxy", async () => {
    const [proxy, { port, seen }] = [await startProxy(), await origin()];
    const fetch = nodeFetch({ proxy: `http://user:p%40ss@127.0.0.1:${proxy.port}`, tls: { ca: pair?.cert } });
    for (let calls = 0; calls < 3; calls++) {
      expect(await textOf(await fetch(`https://origin.test:${port}/a`, {}))).toBe("secret");
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(proxy.asked).toEqual([`CONNECT origin.test:${port} ${basic}`]);
    expect(seen).toEqual(Array.from({ length: 3 }, () => `/a origin.test:${port} -`));
  });

  test("opens no more tunnels than it may", async () => {
    const [proxy, { port, seen }] = [await startProxy(), await origin()];
    const fetch = nodeFetch({ proxy: `http://127.0.0.1:${proxy.port}`, tls: { ca: pair?.cert }, maxSockets: 2 });
    const texts = Array.from({ length: 12 }, async () => textOf(await fetch(`https://origin.test:${port}/`, {})));
    expect(new Set(await Promise.all(texts))).toEqual(new Set(["secret"]));
    expect([seen.length, proxy.asked.length]).toEqual([12, 2]);
  });

  test("checks whom it reaches", async () => {
    const [proxy, { port, seen }] = [await startProxy(), await origin()];
    const fetch = nodeFetch({ proxy: `http://127.0.0.1:${proxy.port}`, tls: { ca: pair?.cert } });
    expect(await causeOf(fetch(`https://other.test:${port}/`, {}))).toBe("ERR_TLS_CERT_ALTNAME_INVALID");
    expect(seen).toEqual([]);
  });

  test.each([407, 403, 502])("ends where the proxy answers %i", async (status) => {
    const proxy = await startProxy(status);
    const fetch = nodeFetch({ proxy: `http://127.0.0.1:${proxy.port}` });
    expect(await causeOf(fetch("https://origin.test/", {}))).toBe("ERR_PROXY_TUNNEL");
    await expect.poll(() => proxy.sockets.size).toBe(0);
  });

  test("ends where the proxy says nothing, or speaks for the origin", async () => {
    const silent = await raw(() => {});
    const fetch = nodeFetch({ proxy: silent.url, connectTimeout: 40 });
    expect(await causeOf(fetch("https://origin.test/", {}))).toBe("ERR_CONNECT_TIMEOUT");
    await expect.poll(() => silent.sockets.size).toBe(0);
    const forger = await raw((socket) => void socket.write("HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"));
    expect(await causeOf(nodeFetch({ proxy: forger.url })("https://origin.test/", {}))).toBe("ERR_PROXY_TUNNEL");
  });

  test("is given up with the signal", async () => {
    const silent = await raw(() => {});
    const reason = new Error("enough");
    const controller = new AbortController();
    const made = nodeFetch({ proxy: silent.url, connectTimeout: 100 })("https://origin.test/", {
      signal: controller.signal,
    });
    await expect.poll(silent.seen).toBe(1);
    controller.abort(reason);
    await expect(made).rejects.toBe(reason);
    await expect.poll(() => silent.sockets.size).toBe(0);
  });
});
