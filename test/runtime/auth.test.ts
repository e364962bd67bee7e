import { describe, expect, test } from "vitest";
import {
  apiKey,
  basic,
  bearerToken,
  call,
  type AuthRequest,
  type Credential,
  type GetTokenOptions,
  type ServiceError,
  type SignRequest,
  asData,
  toJson,
} from "../../templates/runtime/src/index.ts";
import { clientOf, failure, serve, type TestClient } from "./support/clients.ts";
import type { Answer, TestServer } from "./support/server.ts";

const echo = (answer: Answer = { status: 204 }): Promise<TestServer> => serve(() => answer);
const get = (client: TestClient) => call(client, { as: asData, method: "GET", path: "/x", query: { a: 1 } });

/** What the server gets from a client with this credential. */
async function sent(credential: Credential): Promise<TestServer["requests"][number]> {
  const server = await echo();
  await get(clientOf(server.url, { credential }, { scopes: ["s1", "s2"] }));
  return server.requests[0] ?? expect.fail("nothing was sent");
}

const minutes = 60_000;

/** A credential of Azure's shape whose tokens are numbered and live for so long after the client's time. */
function tokens(client: () => TestClient, life: number, refreshAfter?: number) {
  const asked: { readonly scopes: string | string[]; readonly options: GetTokenOptions | undefined }[] = [];
  let failing: Error | undefined;
  return {
    asked,
    fail: (error?: Error): void => void (failing = error),
    async getToken(scopes: string | string[], options?: GetTokenOptions) {
      asked.push({ scopes, options });
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (failing) throw failing;
      const now = client().clock.now();
      return {
        token: `t${asked.length}`,
        expiresOnTimestamp: now + life,
        ...(refreshAfter === undefined ? {} : { refreshAfterTimestamp: now + refreshAfter }),
      };
    },
  };
}

async function withTokens(life: number, refreshAfter?: number, answer: Answer = { status: 204 }) {
  const server = await echo(answer);
  const credential = tokens(() => client, life, refreshAfter);
  const client: TestClient = clientOf(server.url, { credential }, { scopes: ["s1", "s2"] });
  const used = (): (string | undefined)[] => server.requests.map(({ headers }) => headers.authorization);
  return { server, credential, client, used };
}

describe("a token credential", () => {
  test("is asked for the service's scopes, and its token kept", async () => {
    const { credential, client, used } = await withTokens(60 * minutes);
    for (let calls = 0; calls < 3; calls++) await get(client);
    expect(used()).toEqual(["Bearer t1", "Bearer t1", "Bearer t1"]);
    expect(credential.asked).toEqual([{ scopes: ["s1", "s2"], options: { enableCae: true, claims: undefined } }]);
  });

  test("is asked once for all who wait", async () => {
    const { credential, client } = await withTokens(60 * minutes);
    await Promise.all(Array.from({ length: 20 }, () => get(client)));
    expect(credential.asked).toHaveLength(1);
  });

  test("is asked early for the next token, while the old one is used", async () => {
    const { credential, client, used } = await withTokens(60 * minutes);
    await get(client);
    client.clock.time += 56 * minutes;
    await Promise.all([get(client), get(client)]);
    await expect.poll(() => credential.asked.length).toBe(2);
    await new Promise((resolve) => setTimeout(resolve, 10));
    await get(client);
    expect(used()).toEqual(["Bearer t1", "Bearer t1", "Bearer t1", "Bearer t2"]);
  });

  test("says itself when it wants to be asked", async () => {
    const { credential, client } = await withTokens(60 * minutes, 10 * minutes);
    await get(client);
    client.clock.time += 9 * minutes;
    await get(client);
    expect(credential.asked).toHaveLength(1);
    client.clock.time += 2 * minutes;
    await get(client);
    expect(credential.asked).toHaveLength(2);
  });

  test("is waited for when the token has expired", async () => {
    const { client, used } = await withTokens(60 * minutes);
    await get(client);
    client.clock.time += 61 * minutes;
    await Promise.all([get(client), get(client)]);
    expect(used()).toEqual(["Bearer t1", "Bearer t2", "Bearer t2"]);
  });

  test("that cannot refresh is no matter while the token holds, and is asked again later", async () => {
    const { credential, client, used } = await withTokens(60 * minutes);
    await get(client);
    client.clock.time += 56 * minutes;
    credential.fail(new Error("offline"));
    for (let calls = 0; calls < 3; calls++) {
      await get(client);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(credential.asked).toHaveLength(2);
    client.clock.time += minutes;
    credential.fail();
    await get(client);
    await new Promise((resolve) => setTimeout(resolve, 10));
    await get(client);
    expect(used().at(-1)).toBe("Bearer t3");
  });

  test("that fails rejects all who wait, and is asked anew by the next", async () => {
    const { credential, client, server } = await withTokens(60 * minutes);
    credential.fail(new Error("offline"));
    const results = await Promise.allSettled([get(client), get(client)]);
    expect(results.map((result) => result.status === "rejected" && (result.reason as Error).message)).toEqual([
      "offline",
      "offline",
    ]);
    expect(credential.asked).toHaveLength(1);
    expect(server.requests).toHaveLength(0);
    credential.fail();
    await get(client);
    expect(credential.asked).toHaveLength(2);
  });

  test("that throws at once is no different", async () => {
    const server = await echo();
    let broken = true;
    const getToken = () => {
      if (broken) throw new Error("broken");
      return Promise.resolve({ token: "t", expiresOnTimestamp: Infinity });
    };
    const client = clientOf(server.url, { credential: { getToken } });
    await expect(get(client)).rejects.toThrow("broken");
    broken = false;
    await get(client);
    expect(server.requests[0]?.headers.authorization).toBe("Bearer t");
  });

  test("with tokens that live shortly is asked as often as needed", async () => {
    const { credential, client, used } = await withTokens(2 * minutes);
    for (let calls = 0; calls < 3; calls++) await get(client);
    expect(credential.asked).toHaveLength(1);
    client.clock.time += 2 * minutes;
    await get(client);
    expect(used().at(-1)).toBe("Bearer t2");
  });

  test("without a token is a fault of the argument", async () => {
    const server = await echo();
    const client = clientOf(server.url, { credential: { getToken: () => Promise.resolve(null) } });
    await expect(get(client)).rejects.toMatchObject({ name: "ArgumentError", parameter: "credential" });
    expect(server.requests).toEqual([]);
  });

  test("keeps tokens apart by scopes", async () => {
    const { credential, client } = await withTokens(60 * minutes);
    for (const scopes of [["a"], ["b"], ["a"]]) await call(client, { as: asData, method: "GET", path: "/x", scopes });
    expect(credential.asked.map(({ scopes }) => scopes)).toEqual([["a"], ["b"]]);
  });
});

describe("a challenge", () => {
  const claims = '{"access_token":{"nbf":{"essential":true,"value":"1"}}}';
  const challenge = (text: string): Answer => ({
    status: 401,
    headers: {
      "www-authenticate": `Bearer realm="", error="insufficient_claims", claims="${Buffer.from(text).toString("base64")}"`,
    },
  });

  test("for claims is answered with a token for them, once", async () => {
    const server = await serve((_, __, number) => (number === 0 ? challenge(claims) : { status: 204 }));
    const credential = tokens(() => client, 60 * minutes);
    const client: TestClient = clientOf(server.url, { credential });
    await call(client, { as: asData, method: "POST", path: "/x", body: { a: 1 }, encode: toJson });
    await get(client);
    expect(server.requests.map(({ headers, body }) => [headers.authorization, body])).toEqual([
      ["Bearer t1", '{"a":1}'],
      ["Bearer t2", '{"a":1}'],
      ["Bearer t2", ""],
    ]);
    expect(credential.asked[1]?.options?.claims).toBe(claims);
  });

  test("for claims that no token satisfies is the error", async () => {
    const { server, client } = await withTokens(60 * minutes, undefined, challenge(claims));
    await expect(get(client)).rejects.toMatchObject({ status: 401 });
    expect(server.requests).toHaveLength(2);
  });

  test("for claims that many get is answered by one token", async () => {
    const server = await serve(({ headers }) =>
      headers.authorization === "Bearer t1" ? challenge(claims) : { status: 204 },
    );
    const credential = tokens(() => client, 60 * minutes);
    const client: TestClient = clientOf(server.url, { credential });
    await Promise.all(Array.from({ length: 5 }, () => get(client)));
    expect(credential.asked).toHaveLength(2);
  });

  test.each(["", 'Bearer error="invalid_token"', 'Bearer claims="***"', 'Bearer claims=""'])(
    "%j is not answered",
    async (value) => {
      const { server, client } = await withTokens(60 * minutes, undefined, {
        status: 401,
        headers: { "www-authenticate": value },
      });
      await expect(get(client)).rejects.toMatchObject({ status: 401 });
      expect(server.requests).toHaveLength(1);
    },
  );
});

describe("a Google auth client", () => {
  const headers = { Authorization: "Bearer g", "x-goog-user-project": "p" };

  test.each<[string, () => object]>([
    ["a record", () => headers],
    ["Headers", () => new Headers(headers)],
    ["a Map", () => new Map(Object.entries(headers))],
  ])("gives headers as %s", async (_, make) => {
    const urls: (string | undefined)[] = [];
    const credential = { getRequestHeaders: (url?: string) => (urls.push(url), Promise.resolve(make())) };
    expect((await sent(credential)).headers).toMatchObject({ authorization: "Bearer g", "x-goog-user-project": "p" });
    expect(urls[0]).toMatch(/\/x\?a=1$/);
  });

  test.each<[string, unknown]>([
    ["a text", "g"],
    ["an object", { token: "g", res: null }],
  ])("gives a token as %s", async (_, token) => {
    const credential = { getAccessToken: () => Promise.resolve(token as string) };
    expect((await sent(credential)).headers.authorization).toBe("Bearer g");
  });

  test("without a token sends none", async () => {
    for (const token of [null, undefined, { token: null, res: {} }]) {
      const { headers } = await sent({ getAccessToken: () => Promise.resolve(token) });
      expect(headers).not.toHaveProperty("authorization");
    }
  });
});

describe("other credentials", () => {
  test("bearer tokens", async () => {
    expect((await sent(bearerToken("b"))).headers.authorization).toBe("Bearer b");
    expect((await sent(bearerToken(() => Promise.resolve("c")))).headers.authorization).toBe("Bearer c");
  });

  test("keys", async () => {
    expect((await sent(apiKey("k", { header: "x-api-key" }))).headers["x-api-key"]).toBe("k");
    expect((await sent(apiKey("k&", { query: "key" }))).url).toBe("/x?a=1&key=k%26");
  });

  test("name and password", async () => {
    const { authorization } = (await sent(basic("user", "pä:ss"))).headers;
    expect(Buffer.from(authorization?.slice(6) ?? "", "base64").toString()).toBe("user:pä:ss");
  });

  test("functions get the request, and are not asked again when they are refused", async () => {
    const server = await echo({ status: 401 });
    const requests: AuthRequest[] = [];
    const credential = (request: AuthRequest) => (requests.push(request), { authorization: "own" });
    await expect(get(clientOf(server.url, { credential }, { scopes: ["s"] }))).rejects.toMatchObject({ status: 401 });
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({ method: "GET", scopes: ["s"], body: undefined });
    expect(requests[0]?.headers.accept).toBe("application/json");
  });

  test("functions of two parameters may answer a refusal once", async () => {
    const server = await serve(({ headers }) => ({
      status: headers.authorization === "second" ? 204 : 403,
      body: { code: "C" },
    }));
    const refusals: (ServiceError | undefined)[] = [];
    const sign = (_: AuthRequest, refusal?: ServiceError) => {
      refusals.push(refusal);
      return { authorization: refusal ? "second" : "first" };
    };
    // Optional parameters count, those with a default do not.
    expect(sign).toHaveLength(2);
    await get(clientOf(server.url, { credential: sign }));
    expect(refusals).toMatchObject([undefined, { status: 403, code: "C" }]);
    const never: SignRequest = (_, __) => ({ authorization: "first" });
    await expect(get(clientOf(server.url, { credential: never }))).rejects.toMatchObject({ status: 403 });
    expect(server.requests).toHaveLength(4);
  });

  test.each(["a\r\nb: c", "a\nb", "ü€"])("that would inject headers are refused: %j", async (token) => {
    const server = await echo();
    for (const credential of [
      bearerToken(token),
      { getToken: () => Promise.resolve({ token, expiresOnTimestamp: Infinity }) },
    ]) {
      expect(await failure(get(clientOf(server.url, { credential })))).toMatchObject({ rule: "header" });
    }
    expect(server.requests).toEqual([]);
  });
});
