// The least that any generator does: parses a specification and writes so many bytes.
//
//   node bench/generator/baseline.mjs INPUT OUTPUT BYTES
import { readFileSync, writeFileSync } from "node:fs";

const [input, output, bytes] = process.argv.slice(2);
const { paths } = JSON.parse(readFileSync(input, "utf8"));
if (Object.keys(paths).length === 0) throw new Error("no paths");
writeFileSync(output, "x".repeat(Number(bytes)));
