// Makes OpenAPI 3 of a Swagger 2.0 file for peers that read nothing else: external references first, then the rest.
import { writeFileSync } from "node:fs";
import { bundle, createConfig } from "@redocly/openapi-core";
import converter from "swagger2openapi";

/** Converts `input` and writes the result as JSON; gives the number of its operations. */
export async function convert(input, output) {
  const { bundle: bundled, problems } = await bundle({ ref: input, config: await createConfig({}) });
  const errors = problems.filter((problem) => problem.severity === "error");
  if (errors.length > 0) throw new Error(`${input} does not bundle: ${errors[0].message}`);
  const { openapi } = await converter.convertObj(bundled.parsed, { patch: true, warnOnly: true });
  writeFileSync(output, JSON.stringify(openapi));
  return operationCount(openapi);
}

const methods = new Set(["delete", "get", "head", "options", "patch", "post", "put"]);

function operationCount({ paths }) {
  const items = Object.values(paths).flatMap((item) => Object.keys(item));
  return items.filter((key) => methods.has(key)).length;
}
