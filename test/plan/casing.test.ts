import { describe, expect, it } from "vitest";
import { makeName } from "../../generator/model/index.ts";
import { asciiName, memberName, typeName } from "../../generator/plan/casing.ts";

/** As written, as a member or function, and as a type. */
const names: readonly (readonly [string, string, string])[] = [
  ["managedCluster", "managedCluster", "ManagedCluster"],
  ["ManagedCluster", "managedCluster", "ManagedCluster"],
  // A spelling that is a name already is kept, since its author knew the acronyms.
  ["aadProfileURL", "aadProfileURL", "AadProfileUrl"],
  ["AADProfile", "aadProfile", "AADProfile"],
  ["HTTPProxyConfig", "httpProxyConfig", "HTTPProxyConfig"],
  ["osSKU", "osSKU", "OsSku"],
  ["listVMs", "listVMs", "ListVms"],
  ["VMsOfVNets", "vmsOfVnets", "VMsOfVNets"],
  ["IPAddresses", "ipAddresses", "IPAddresses"],
  ["IPv4Address", "ipv4Address", "IPv4Address"],
  ["OAuth2Token", "oauth2Token", "OAuth2Token"],
  ["VNetPeering", "vnetPeering", "VNetPeering"],
  ["MySQLServers", "mysqlServers", "MySQLServers"],
  ["x-ms-client-request-id", "xMsClientRequestId", "XMsClientRequestId"],
  ["If-None-Match", "ifNoneMatch", "IfNoneMatch"],
  ["$top", "top", "Top"],
  ["api-version", "apiVersion", "ApiVersion"],
  ["snake_case_NAME", "snakeCaseName", "SnakeCaseName"],
  ["SCREAMING_SNAKE", "screamingSnake", "ScreamingSnake"],
  ["dotted.Name", "dottedName", "DottedName"],
  ["v1beta1", "v1beta1", "V1beta1"],
  ["1stPlace", "_1stPlace", "_1stPlace"],
  ["Page[Item]", "pageItem", "PageItem"],
  ["", "value", "Value"],
  ["$", "value", "Value"],
  ["Größe", "grosse", "Grosse"],
  ["Łódź", "lodz", "Lodz"],
  ["Ελλάδα", "ελλάδα", "Ελλάδα"],
  ["日本語", "日本語", "日本語"],
  ["__proto__", "proto", "Proto"],
  ["Record", "record", "RecordType"],
  ["ByteStream", "byteStream", "ByteStreamType"],
];

describe("names", () => {
  it.each(names)("of %s", (wire, member, type) => {
    expect([memberName(makeName(wire)), typeName(makeName(wire))]).toEqual([member, type]);
  });

  it("follow the name that the spec gives to clients", () => {
    expect(memberName(makeName("If-Match", "etag"))).toBe("etag");
    expect(typeName(makeName("Ugly_V2", "PrettyThing"))).toBe("PrettyThing");
  });

  it("of files are ASCII", () => {
    expect(asciiName("größe")).toBe("gruf6udfe");
    expect(asciiName("日本")).toMatch(/^[a-z0-9]+$/);
  });
});
