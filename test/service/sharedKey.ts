import { createHmac } from "node:crypto";
import { valuesOf } from "./compare.ts";
import type { ReceivedRequest } from "./exchange.ts";

export const accountName = "demoaccount";
/** 32 bytes in base64, as an account's key is. */
export const accountKey = Buffer.from("a key of thirty-two bytes, right").toString("base64");

const signed = [
  "content-encoding",
  "content-language",
  "content-length",
  "content-md5",
  "content-type",
  "date",
  "if-modified-since",
  "if-match",
  "if-none-match",
  "if-unmodified-since",
  "range",
];

/**
 * The `Authorization` that a request to Batch must have, from the rules at
 * https://learn.microsoft.com/rest/api/batchservice/authenticate-requests-to-the-azure-batch-service: method, eleven
 * headers, the `ocp-` headers, the account with the path, and the query.
 */
export function sharedKeyAuthorization(request: ReceivedRequest): string {
  const [path = "", query = ""] = request.target.split("?");
  const ocp = request.headers
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => name.startsWith("ocp-"))
    .map(([name, value]) => `${name}:${value}\n`)
    .sort();
  const parameters = [...new URLSearchParams(query)].map(([name, value]) => `\n${name.toLowerCase()}:${value}`).sort();
  const text = [
    `${request.method}\n`,
    // The date counts only where there is no ocp-date.
    ...signed.map((name) => `${name === "date" && ocp.length > 0 ? "" : valuesOf(request, name).join()}\n`),
    ...ocp,
    `/${accountName}${decodeURI(path)}`,
    ...parameters,
  ].join("");
  const signature = createHmac("sha256", Buffer.from(accountKey, "base64")).update(text, "utf8").digest("base64");
  return `SharedKey ${accountName}:${signature}`;
}
