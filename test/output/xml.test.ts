import { settle } from "@armature/runtime";
import { afterEach, describe, expect, test } from "vitest";
import * as orchard from "../golden/xml/out/src/2024-05-01/index.ts";
import type { Basket } from "../golden/xml/out/src/2024-05-01/index.ts";
import { startServer, type Handler, type TestServer } from "../runtime/support/server.ts";

const running: TestServer[] = [];

afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
});

/** A client of a service that answers so. */
async function orchardOf(handler: Handler): Promise<{ client: orchard.OrchardClient; server: TestServer }> {
  const server = await startServer(handler);
  running.push(server);
  return { client: orchard.createClient({ endpoint: server.url, allowInsecure: true }), server };
}

const xmlAnswer = (status: number, body: string) => ({ status, body, headers: { "content-type": "application/xml" } });

const basket: Basket = {
  Name: "a & b",
  Weight: 1.5,
  Open: false,
  Fruits: [
    { kind: "apple", Worms: 2 },
    { kind: "Pear", Soft: true },
  ],
  Leaves: [1, 2],
  Owner: { Encoded: true, content: " Eve " },
  Metadata: { Encrypted: "yes", colour: "red", Size: "01" },
  Inner: { Name: "inner", Fruits: [] },
  Counts: { a: 1, b: 2 },
};

const document =
  '<?xml version="1.0" encoding="UTF-8"?>' +
  '<o:basket xmlns:o="urn:orchard" Name="a &amp; b" weight="1.5"><Open>false</Open>' +
  '<Fruit xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="apple"><Worms>2</Worms></Fruit>' +
  '<Fruit xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="Pear"><Soft>true</Soft></Fruit>' +
  "<Leaves><Leaf>1</Leaf><Leaf>2</Leaf></Leaves>" +
  '<Owner Encoded="true"> Eve </Owner>' +
  '<Metadata Encrypted="yes"><colour>red</colour><Size>01</Size></Metadata>' +
  '<o:Inner Name="inner"/>' +
  "<Counts><a>1</a><b>2</b></Counts></o:basket>";

describe("a package of a service that speaks XML", () => {
  test("sends what the specification describes", async () => {
    const { client, server } = await orchardOf(() => ({ status: 201 }));
    await orchard.baskets.put(client, { name: "one", body: basket });
    expect(server.requests[0]).toMatchObject({
      method: "PUT",
      url: "/baskets/one",
      headers: { "content-type": "application/xml", accept: "application/xml" },
      body: document,
    });
  });

  test("reads what it has sent", async () => {
    const { client } = await orchardOf(() => xmlAnswer(200, document));
    const got = await orchard.baskets.get(client, { name: "one" }).withResponse();
    if (got.status !== 200) return expect.fail(`${got.status}`);
    const data: Basket = got.data;
    expect(data).toEqual(basket);
  });

  test("tells answers of several types apart", async () => {
    const { client } = await orchardOf(() => xmlAnswer(206, "<Remains><Left>3</Left><More>x</More></Remains>"));
    expect(await orchard.baskets.get(client, { name: "one" })).toEqual({ Left: 3, More: "x" });
  });

  test("gives errors their code, message and typed body", async () => {
    const { client } = await orchardOf(() =>
      xmlAnswer(409, "<Error><Code>Full</Code><Message>It is full.</Message></Error>"),
    );
    const settled = await settle(orchard.baskets.put(client, { name: "one", body: basket }));
    if (settled.ok) return expect.fail("no error");
    expect(settled.error).toMatchObject({ status: 409, code: "Full", message: "409 Full: It is full." });
    expect(settled.error.body.Message).toBe("It is full.");
  });

  test("pages by markers, of which an empty one is the last", async () => {
    const page = (name: string, next: string): string =>
      `\ufeff<?xml version="1.0" encoding="utf-8"?>\n<EnumerationResults><Baskets>` +
      `<o:basket xmlns:o="urn:orchard" Name="${name}"/></Baskets>${next}</EnumerationResults>`;
    const { client, server } = await orchardOf(({ url }) =>
      xmlAnswer(200, url.includes("marker=") ? page("b", "<NextMarker />") : page("a", "<NextMarker>m 1</NextMarker>")),
    );
    const names: string[] = [];
    for await (const { Name } of orchard.baskets.list(client)) names.push(Name);
    expect(names).toEqual(["a", "b"]);
    expect(server.requests.map(({ url }) => url)).toEqual(["/baskets", "/baskets?marker=m%201"]);
  });

  test("sends no document where there is no body", async () => {
    const { client, server } = await orchardOf(() => ({ status: 204 }));
    await orchard.baskets.empty(client, { name: "one" });
    await orchard.baskets.empty(client, {
      name: "one",
      body: [{ Since: "2024-01-01T00:00:00Z", Anything: { x: [1, 2] } }],
    });
    expect(server.requests.map(({ body }) => body)).toEqual([
      "",
      '<?xml version="1.0" encoding="UTF-8"?><Rules><Rule><Since>2024-01-01T00:00:00Z</Since>' +
        "<Anything><x>1</x><x>2</x></Anything></Rule></Rules>",
    ]);
  });

  test("takes and gives lists, maps, and a choice of media types", async () => {
    const { client, server } = await orchardOf(({ method }) =>
      method === "GET"
        ? xmlAnswer(200, "<Labels><Label>a</Label><Label/></Labels>")
        : xmlAnswer(200, "<Labelled><At>now</At></Labelled>"),
    );
    expect(await orchard.labels.get(client, { name: "one" })).toEqual(["a", ""]);
    const body = { a: "1", b: "<2>" };
    expect(await orchard.labels.put(client, { name: "one", body })).toEqual({ At: "now" });
    await orchard.labels.put(client, { name: "one", body, contentType: "application/xml" });
    expect(server.requests.slice(1).map(({ headers, body }) => [headers["content-type"], body])).toEqual([
      ["application/json", '{"a":"1","b":"<2>"}'],
      ["application/xml", '<?xml version="1.0" encoding="UTF-8"?><LabelMap><a>1</a><b>&lt;2&gt;</b></LabelMap>'],
    ]);
  });

  test("leaves documents alone of which nothing is said", async () => {
    const text = "<plan>\n  <row/>\n</plan>";
    const { client, server } = await orchardOf(({ method }) =>
      method === "GET" ? xmlAnswer(200, text) : { status: 204 },
    );
    expect(await orchard.plans.read(client)).toBe(text);
    await orchard.plans.write(client, { body: text });
    expect(server.requests[1]).toMatchObject({ body: text, headers: { "content-type": "application/xml" } });
  });

  test("reads errors of calls whose answers are no XML", async () => {
    const { client } = await orchardOf(() => xmlAnswer(404, "<Error><Code>NoPicture</Code></Error>"));
    await expect(orchard.pictures.get(client)).rejects.toMatchObject({
      code: "NoPicture",
      body: { Code: "NoPicture" },
    });
    await expect(orchard.plans.read(client)).rejects.toMatchObject({ code: "NoPicture" });
  });

  test("refuses a document type", async () => {
    const { client } = await orchardOf(() => xmlAnswer(200, `<!DOCTYPE a [<!ENTITY b "c">]>${document}`));
    await expect(orchard.baskets.get(client, { name: "one" })).rejects.toMatchObject({ name: "TransportError" });
  });
});
