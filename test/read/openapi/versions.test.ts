import { expect, it } from "vitest";
import { createSink } from "../../../generator/diagnostics/sink.ts";
import { readService } from "../../../generator/service.ts";
import { makeFolder } from "../../source/folder.ts";

const after = "paths:\n  /a: { get: { operationId: a, responses: { 200: { description: A. } } } }\n";

it.each([
  ['openapi: "3.0.0"\ninfo: { title: Shop, version: 1.10 }\n', "1.10"],
  ["openapi: 3.1\ninfo:\n  version: 2.0 # of the shop\n  title: Shop\n", "2.0"],
  ["swagger: 2.0\ninfo: { title: Shop, version: 7 }\n", "7"],
  ["openapi: 3.0.3\ninfo: { title: Shop, version: 0x10 }\n", "16"],
])("the digits of a version without quotes count: %j", async (head, version) => {
  const cwd = makeFolder({ "shop.yaml": head + after });
  const service = await readService("shop.yaml", { cwd }, createSink());
  expect(service?.apiVersion).toBe(version);
});
