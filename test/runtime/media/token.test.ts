import { describe, expect, test } from "vitest";
import type { Media } from "../../../templates/runtime/src/media/index.ts";
import type { AnyResponse, Call, ClientOptions } from "../../../templates/runtime/src/types.ts";
import { clientOf, failure } from "../support/clients.ts";
import { digest, uploadServer } from "./server.ts";
import { noise, pieces, send, streamOf, unit } from "./uploads.ts";

describe("a token", () => {
  const body = noise(2 * unit + 5);

  /** Uploads until the connection stays away; the token, and what the next process will do. */
  async function interrupted(options: ClientOptions = {}) {
    const gone = Object.fromEntries([2, 3, 4, 5].map((number) => [number, { cutAt: 0 }]));
    const server = await uploadServer(gone);
    const tokens: string[] = [];
    const client = clientOf(server.url, options);
    const onSession = (token: string): void => void tokens.push(token);
    expect(await failure(send(client, { body }, { ...pieces, onSession }))).toMatchObject({ reason: "connection" });
    return { server, token: tokens[0] ?? expect.fail("no session") };
  }

  test.each<[string, () => Media]>([
    ["bytes", () => ({ body })],
    ["a stream from its start", () => ({ body: streamOf(body) })],
  ])("goes on in another process, with %s", async (_, media) => {
    const { server, token } = await interrupted();
    const before = server.requests.length;
    const answer = await send(clientOf(server.url), media(), { chunkSize: unit, session: token });
    expect(answer).toMatchObject({ size: body.length, digest: digest(body) });
    expect(server.trace().slice(before)).toEqual([
      expect.stringMatching(/^PUT bytes \*\/(524293|\*)$/),
      expect.stringMatching(/^PUT bytes 262144-524287\/(524293|\*)$/),
      "PUT bytes 524288-524292/524293",
    ]);
  });

  test("of an upload that is done gives its answer", async () => {
    const server = await uploadServer();
    let token = "";
    const client = clientOf(server.url);
    await send(client, { body }, { ...pieces, onSession: (given) => (token = given) });
    expect(await send(client, { body }, { session: token })).toMatchObject({ size: body.length });
  });

  test("is of one operation, service and endpoint, and whole", async () => {
    const { server, token } = await interrupted();
    const requests = server.requests.length;
    const media = { body };
    const other = await uploadServer();
    const options = { session: token };
    const attempts: readonly Call<AnyResponse>[] = [
      send(clientOf(other.url), media, options),
      send(clientOf(server.url, {}, { service: "other" }), media, options),
      send(clientOf(server.url), media, options, {}, { id: "things.update" }),
      send(clientOf(server.url), media, { session: token.slice(0, -9) }),
      send(clientOf(server.url), media, { session: `a${token}` }),
      send(clientOf(server.url), media, { session: "" }),
    ];
    for (const attempt of attempts) expect(await failure(attempt)).toMatchObject({ name: "TokenError" });
    expect([server.requests.length, other.requests.length]).toEqual([requests, 0]);
  });
});

describe("bytes and credentials go to origins that are trusted only", () => {
  const body = noise(unit);
  const credential = () => ({ authorization: "Bearer secret" });

  test("a session elsewhere gets neither", async () => {
    const elsewhere = await uploadServer();
    const server = await uploadServer({ 0: { location: `${elsewhere.url}/upload?upload_id=s0` } });
    const client = clientOf(server.url, { credential });
    expect(await failure(send(client, { body }, pieces))).toMatchObject({ name: "TransportError", reason: "redirect" });
    expect(elsewhere.requests).toEqual([]);
    expect(server.requests[0]?.headers.authorization).toBe("Bearer secret");
  });

  test("a trusted origin gets both", async () => {
    const elsewhere = await uploadServer();
    await send(clientOf(elsewhere.url), { body: "x" }, pieces);
    const server = await uploadServer({ 0: { location: `${elsewhere.url}/upload?upload_id=s0` } });
    const client = clientOf(server.url, { credential, trustedOrigins: [elsewhere.url] });
    let token = "";
    await send(client, { body }, { ...pieces, onSession: (given) => (token = given) });
    expect(elsewhere.requests.at(-1)?.headers.authorization).toBe("Bearer secret");
    // A token is worth no more to a client that does not trust the place.
    expect(await failure(send(clientOf(server.url), { body }, { session: token }))).toMatchObject({
      name: "TokenError",
    });
  });

  test("a redirect of a session is not followed elsewhere", async () => {
    const elsewhere = await uploadServer();
    const server = await uploadServer({ 1: { status: 308, headers: { location: `${elsewhere.url}/x` } } });
    expect(await failure(send(clientOf(server.url), { body }, pieces))).toMatchObject({ reason: "redirect" });
    expect(elsewhere.requests).toEqual([]);
  });
});
