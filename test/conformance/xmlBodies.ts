/*
 * What the bodies of the service that speaks XML are to a caller. Recorded calls have documents; the same values, by
 * the names of the specification's properties, are written out here, so that reading and writing are both checked
 * against something that neither of them has made.
 */

/** Attribute values and texts of a document in their order: what it says, without how. */
const leaves = (document: string): readonly string[] =>
  [...document.replace(/<\?.*?\?>/s, "").matchAll(/="([^"]*)"|>([^<>]*[^<>\s][^<>]*)</g)].map(
    ([, attribute, text]) => attribute ?? text ?? "",
  );

function slideshow(document: string): unknown {
  const [title, date, author, type, first, sameType, second, ...items] = leaves(document);
  const [one = "", two = ""] = items;
  return {
    title,
    date,
    author,
    slides: [
      { type, title: first },
      { type: sameType, title: second, items: [one, "", two] },
    ],
  };
}

const banana = (name: string, flavor: string, expiration = "2018-02-28T00:40:00.123Z"): object => ({
  name,
  flavor,
  expiration,
});

const container = (Name: string, Etag: string, more: object = {}): object => ({
  Name,
  Properties: { "Last-Modified": "Wed, 26 Oct 2016 20:39:39 GMT", Etag, ...more },
});

const retention = { Enabled: true, Days: 7 };
const metrics = (IncludeAPIs: boolean): object => ({
  Version: "1.0",
  Enabled: true,
  IncludeAPIs,
  RetentionPolicy: retention,
});

const account = "https://myaccount.blob.core.windows.net/";
const written = "Wed, 09 Sep 2009 09:20:02 GMT";

interface Listed {
  readonly name: string;
  readonly snapshot?: string;
  readonly properties: object;
  readonly metadata: object;
}

/** A blob of the listing; its address is in no specification, and is kept all the same. */
function blob({ name, snapshot, properties, metadata }: Listed): object {
  const query = snapshot === undefined ? "" : `?snapshot=${snapshot.replace(/:/g, "%3a")}`;
  return {
    Name: name,
    ...(snapshot === undefined ? {} : { Snapshot: snapshot }),
    Url: `${account}mycontainer/${name}${query}`,
    Properties: { "Content-MD5": "", ...properties },
    Metadata: { ...metadata, SomeMetadataName: "SomeMetadataValue" },
  };
}

const second = {
  "Last-Modified": written,
  Etag: "0x8CBFF45D8B4C212",
  "Content-Length": 5000,
  "Content-Type": "application/octet-stream",
  "Content-Encoding": "gzip",
  "Content-Language": "",
  "Cache-Control": "",
  BlobType: "BlockBlob",
};
const green = { Color: "green", BlobNumber: "02" };

const blobs: readonly object[] = [
  blob({
    name: "blob1.txt",
    properties: {
      "Last-Modified": written,
      Etag: "0x8CBFF45D8A29A19",
      "Content-Length": 100,
      "Content-Type": "text/html",
      "Content-Encoding": "",
      "Content-Language": "en-US",
      "Cache-Control": "no-cache",
      BlobType: "BlockBlob",
      LeaseStatus: "unlocked",
    },
    metadata: { Color: "blue", BlobNumber: "01" },
  }),
  blob({
    name: "blob2.txt",
    snapshot: "2009-09-09T09:20:03.0427659Z",
    properties: second,
    metadata: { ...green, "x-ms-invalid-name": "nasdf$@#$$" },
  }),
  blob({ name: "blob2.txt", snapshot: "2009-09-09T09:20:03.1587543Z", properties: second, metadata: green }),
  blob({ name: "blob2.txt", properties: { ...second, LeaseStatus: "unlocked" }, metadata: green }),
  blob({
    name: "blob3.txt",
    properties: {
      "Last-Modified": "Wed, 09 Sep 2009 09:20:03 GMT",
      Etag: "0x8CBFF45D911FADF",
      "Content-Length": 16384,
      "Content-Type": "image/jpeg",
      "Content-Encoding": "",
      "Content-Language": "",
      "Cache-Control": "",
      "x-ms-blob-sequence-number": 3,
      BlobType: "PageBlob",
      LeaseStatus: "locked",
    },
    metadata: { Color: "yellow", BlobNumber: "03" },
  }),
];

/** By what the ids of operations say behind `get` or `put`, and `list`. */
const bodies: Readonly<Record<string, unknown>> = {
  Acls: [
    {
      Id: "MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI=",
      AccessPolicy: { Start: "2009-09-28T08:49:37.123Z", Expiry: "2009-09-29T08:49:37.123Z", Permission: "rwd" },
    },
  ],
  Blobs: { ContainerName: `${account}mycontainer`, Blobs: { Blob: blobs }, NextMarker: "" },
  Bytes: { Bytes: "SGVsbG8gd29ybGQ=" },
  ComplexTypeRefNoMeta: { RefToModel: { ID: "myid" }, Something: "else" },
  ComplexTypeRefWithMeta: { RefToModel: { ID: "myid" }, Something: "else" },
  Containers: {
    ServiceEndpoint: account,
    MaxResults: 3,
    Containers: [
      container("audio", "0x8CACB9BD7C6B1B2", { PublicAccess: "container" }),
      container("images", "0x8CACB9BD7C1EEEC"),
      container("textfiles", "0x8CACB9BD7BACAC3"),
    ],
    NextMarker: "video",
  },
  EmptyChildElement: banana("Unknown Banana", "", "2012-02-24T00:53:52.789Z"),
  EmptyList: {},
  EmptyRootList: [],
  EmptyWrappedLists: { GoodApples: [], BadApples: [] },
  RootList: [banana("Cavendish", "Sweet"), banana("Plantain", "Savory")],
  RootListSingleItem: [banana("Cavendish", "Sweet")],
  ServiceProperties: {
    Logging: { Version: "1.0", Delete: true, Read: false, Write: true, RetentionPolicy: retention },
    HourMetrics: metrics(false),
    MinuteMetrics: metrics(true),
  },
  Uri: { Url: account },
  WrappedLists: { GoodApples: ["Fuji", "Gala"], BadApples: ["Red Delicious"] },
  XMsText: { language: "english", content: "I am text" },
};

/** What a caller gives or gets where `document` is sent by the operation of that id; undefined for one without XML. */
export function xmlBody(operationId: string, document: string): unknown {
  const name = operationId.replace(/^xml_(?:get|put|list)/i, "").replace("Binary", "Bytes");
  return name === "Simple" ? slideshow(document) : bodies[name];
}
