// Makes OpenAPI 3 of a Swagger 2.0 file for peers that read nothing else: external references first, then the rest.
import { writeFileSync } from "node:fs";
import { bundle, createConfig } from "@redocly/openapi-core";
import converter from "swagger2openapi";

/** Converts `input` and writes the result as JSON; gives the number of its operations. */
export async function convert(input, output) {
  const { bundle: bundled, problems } = await bundle({ ref: input, config: await createConfig({}) });
  const errors = problems.filter((problem) => problem.severity === "error" && !isOfExamples(problem));
  if (errors.length > 0) throw new Error(`${input} does not bundle: ${errors[0].message}`);
  dropExamples(bundled.parsed);
  const { openapi } = await converter.convertObj(bundled.parsed, { patch: true, warnOnly: true });
  writeFileSync(output, JSON.stringify(openapi));
  return operationCount(openapi);
}

/** Azure's files of examples are no part of an API; they are not everywhere, and make work for who follows them. */
const examples = "x-ms-examples";

const isOfExamples = ({ location }) => location.some(({ pointer }) => pointer?.includes(`/${examples}/`));

function dropExamples(node) {
  if (node === null || typeof node !== "object") return;
  delete node[examples];
  for (const value of Object.values(node)) dropExamples(value);
}

const methods = new Set(["delete", "get", "head", "options", "patch", "post", "put"]);

function operationCount({ paths }) {
  const items = Object.values(paths).flatMap((item) => Object.keys(item));
  return items.filter((key) => methods.has(key)).length;
}
