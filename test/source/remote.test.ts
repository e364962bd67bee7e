import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { createSink } from "../../generator/diagnostics/sink.ts";
import { loadSpec, type LoadOptions } from "../../generator/source/load.ts";
import { makeFolder } from "./folder.ts";
import { lines } from "./spec.ts";

/** Starts a server on this machine; gives its origin and the paths that it was asked for. */
async function serve(listener: RequestListener): Promise<{ origin: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    listener(request, response);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const json =
  (value: unknown): RequestListener =>
  (_, response) =>
    void response.end(JSON.stringify(value));

async function load(entry: string, options: LoadOptions) {
  const sink = createSink();
  const set = await loadSpec(entry, options, sink);
  return { names: [...(set?.documents.keys() ?? [])], said: lines(sink.diagnostics) };
}

describe("connections", () => {
  test("an entry that is an address brings its origin with it, and no other", async () => {
    const other = await serve(json({}));
    const own = await serve((request, response) => {
      const refs = {
        A: { $ref: "../t.json#/T" },
        B: { $ref: `${other.origin}/t.json` },
        C: { $ref: "file:///etc/passwd" },
      };
      response.end(JSON.stringify(request.url === "/v1/a.json" ? { definitions: refs } : { T: {} }));
    });
    const { names, said } = await load(`${own.origin}/v1/a.json`, {});
    expect(names).toEqual([`${own.origin}/v1/a.json`, `${own.origin}/t.json`]);
    expect(said.map((line) => line.replace(/ .*? needs/, " needs"))).toEqual([
      `ref/remote needs a connection to ${other.origin}: ${other.origin}/t.json`,
      "ref/remote needs a connection to file:: file:///etc/passwd",
    ]);
    expect([own.asked, other.asked]).toEqual([["/v1/a.json", "/t.json"], []]);
  });

  test("a file may refer to an origin that the user named", async () => {
    const { origin, asked } = await serve(json({ T: {} }));
    const cwd = makeFolder({ "a.json": { definitions: { A: { $ref: `${origin}/t.json#/T` } } } });
    expect((await load("a.json", { cwd })).said).toHaveLength(1);
    expect(asked).toEqual([]);
    expect(await load("a.json", { cwd, allowOrigins: [origin] })).toEqual({
      names: ["a.json", `${origin}/t.json`],
      said: [],
    });
  });

  test("a redirect is followed within what is allowed", async () => {
    const other = await serve(json({}));
    const own = await serve((request, response) => {
      if (request.url === "/t.json") response.end("{}");
      else response.writeHead(302, { location: request.url === "/near" ? "/t.json" : `${other.origin}/t.json` }).end();
    });
    expect(await load(`${own.origin}/near`, {})).toEqual({ names: [`${own.origin}/near`], said: [] });
    expect((await load(`${own.origin}/far`, {})).said).toEqual([
      `ref/remote ${own.origin}/far No connection is allowed to ${other.origin}`,
    ]);
    expect(other.asked).toEqual([]);
  });

  test("redirects in circles, refusals and silence end", async () => {
    const { origin } = await serve((request, response) => {
      if (request.url === "/loop") response.writeHead(302, { location: "/loop" }).end();
      else if (request.url === "/no") response.writeHead(403).end("{}");
      else if (request.url === "/gone") response.writeHead(404).end("{}");
      else response.writeHead(200).flushHeaders();
    });
    const said = async (path: string) =>
      (await load(`${origin}${path}`, { limits: { fetchTimeout: 100 } })).said.join();
    expect(await said("/loop")).toMatch(/source\/unreadable .*it redirects too often$/);
    expect(await said("/no")).toMatch(/source\/unreadable .*the server answered 403$/);
    expect(await said("/gone")).toMatch(/^source\/not-found /);
    expect(await said("/silent")).toMatch(/source\/unreadable .*the server took too long$/);
  });

  test("an answer without end is cut off", async () => {
    const { origin } = await serve((_, response) => {
      const chunk = Buffer.alloc(64 * 1024, " ");
      const more = () => {
        while (response.write(chunk));
        response.once("drain", more);
      };
      more();
    });
    expect((await load(`${origin}/a.json`, { limits: { documentBytes: 1_000_000 } })).said).toEqual([
      `source/unreadable ${origin}/a.json ${origin}/a.json cannot be read: it is larger than 1000000 bytes`,
    ]);
  });
});
