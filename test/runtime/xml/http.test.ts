import { parseXml } from "@rgrove/parse-xml";
import { expect, test } from "vitest";
import { call } from "../../../templates/runtime/src/call.ts";
import { ServiceError, TransportError } from "../../../templates/runtime/src/errors.ts";
import { asData, asNone, asStream } from "../../../templates/runtime/src/reading.ts";
import type { RequestSpec } from "../../../templates/runtime/src/types.ts";
import { decoder, encode, type XmlModel } from "../../../templates/runtime/src/xml/index.ts";
import { clientOf, failure, serve } from "../support/clients.ts";

const fruit: XmlModel = { name: "fruit", properties: { name: "string", weight: { attribute: true, of: "number" } } };
const problem: XmlModel = { properties: { Message: "string" } };

const request: RequestSpec = {
  method: "PUT",
  path: "/fruits",
  contentType: "application/xml",
  accept: "application/xml",
  encode: encode(fruit),
  decode: decoder(parseXml, fruit, problem),
  as: asData,
};

test("a body goes out and comes back as XML", async () => {
  const server = await serve(({ body }) => ({
    body: Buffer.from(body, "latin1"),
    headers: { "content-type": "application/xml" },
  }));
  const body = { name: "Äpfel & <Birnen>", weight: 1.5 };
  expect(await call(clientOf(server.url), { ...request, body })).toEqual(body);
  expect(server.requests[0]?.headers).toMatchObject({ "content-type": "application/xml", accept: "application/xml" });
  expect(Buffer.from(server.requests[0]?.body ?? "", "latin1").toString()).toBe(
    '<?xml version="1.0" encoding="UTF-8"?><fruit weight="1.5"><name>Äpfel &amp; &lt;Birnen&gt;</name></fruit>',
  );
});

test("an error has code, message and a typed body", async () => {
  const body =
    '\ufeff<?xml version="1.0" encoding="utf-8"?><Error><Code>FruitGone</Code><Message>It is gone.</Message></Error>';
  const server = await serve(() => ({ status: 404, body }));
  for (const how of [{}, { as: asNone }, { as: asStream }]) {
    const error = await failure<ServiceError>(call(clientOf(server.url), { ...request, ...how }));
    expect(error).toBeInstanceOf(ServiceError);
    expect(error).toMatchObject({ status: 404, code: "FruitGone", body: { Message: "It is gone." } });
    expect(error.message).toContain("It is gone.");
  }
});

test("an error without a body has none", async () => {
  const server = await serve(() => ({ status: 404 }));
  expect(await failure(call(clientOf(server.url), request))).toMatchObject({ status: 404, body: "" });
});

test("what is not well-formed is no answer, and as an error its text", async () => {
  const server = await serve((_, __, number) => ({ status: number === 0 ? 200 : 400, body: "<fruit>" }));
  expect(await failure(call(clientOf(server.url), request))).toBeInstanceOf(TransportError);
  expect(await failure(call(clientOf(server.url), request))).toMatchObject({ status: 400, body: "<fruit>" });
});

test("what XML cannot hold is refused before anything is sent", async () => {
  const server = await serve(() => ({}));
  const error = await failure(call(clientOf(server.url), { ...request, body: { name: "\0" } }));
  expect(error).toMatchObject({ name: "ArgumentError", parameter: "name", rule: "xml" });
  expect(server.requests).toEqual([]);
});
