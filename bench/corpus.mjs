// CPU time of `armature generate --all` beside openapi-typescript over the same OpenAPI 3 documents: every input file of
// the Azure packages of ../shared/specs, converted, which is not counted. Whole processes, taking turns; neither checks
// types. The peer has two ways: one process for all documents, by a configuration, and one for each, as its command line
// is run for one API. The bar is judged on the one that costs it less.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cpuSeconds } from "./generator/cpu.mjs";
import { median } from "./median.mjs";
import { formatTable } from "./table.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const azure = join(root, "../shared/specs/azure");
const peer = fileURLToPath(new URL("node_modules/openapi-typescript/bin/cli.js", import.meta.url));

const rounds = 3;
const bar = 0.25;

/** Converts the sample; the documents that came out, and how many the converter cannot read. */
async function convertSample(folder) {
  const { convert } = await import("./generator/convert.mjs");
  const packages = JSON.parse(readFileSync(join(azure, "packages.json"), "utf8"));
  const documents = [];
  let unconverted = 0;
  for (const [index, { files }] of packages.entries())
    for (const [place, file] of files.entries()) {
      const name = `p${index}-${place}`;
      const path = join(folder, `${name}.json`);
      try {
        const operations = await convert(join(azure, file), path);
        if (operations > 0) documents.push({ name, path, operations, file });
        else rmSync(path);
      } catch {
        unconverted++;
        rmSync(path, { force: true });
      }
    }
  return { packages: packages.length, documents, unconverted };
}

/** Leaves the documents that both tools can read, so that neither gains by giving up early. */
async function keepReadable(documents, scratch, input) {
  const { default: openapiTS } = await import("openapi-typescript");
  const output = join(scratch, "trial");
  try {
    cpuSeconds([join(root, "dist/armature.mjs"), "generate", "--all", input, "--output", output, "--keep-going"]);
  } catch (error) {
    if (!existsSync(output)) throw error;
  }
  const kept = [];
  const unread = [];
  for (const document of documents) {
    const isOurs = existsSync(join(output, document.name, "package.json"));
    const isTheirs = await openapiTS(JSON.parse(readFileSync(document.path, "utf8")), { silent: true }).then(
      () => true,
      () => false,
    );
    if (isOurs && isTheirs) kept.push(document);
    else {
      unread.push({
        name: document.file,
        by: [isOurs ? [] : "armature", isTheirs ? [] : "openapi-typescript"].flat().join(" and "),
      });
      rmSync(document.path);
    }
  }
  return { documents: kept, unread };
}

function runArmature(input, output, documents) {
  const args = ["generate", "--all", input, "--output", output];
  const seconds = cpuSeconds([join(root, "dist/armature.mjs"), ...args]);
  const missing = documents.find(({ name }) => !existsSync(join(output, name, "package.json")));
  if (missing !== undefined) throw new Error(`armature has not written ${missing.name}`);
  const written = readdirSync(output, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const bytes = written.reduce(
    (sum, entry) => sum + statSync(join(entry.parentPath ?? entry.path, entry.name)).size,
    0,
  );
  return { seconds, bytes };
}

/** The peer with all documents in one process, by the configuration that it has for that. */
function runPeer(config, output, documents) {
  const seconds = cpuSeconds([peer, "--redocly", config]);
  return { seconds, bytes: sizeOfTypes(output, documents) };
}

/** The peer with a process for each document. */
function runPeerForEach(output, documents) {
  const seconds = documents.reduce(
    (sum, { name, path }) => sum + cpuSeconds([peer, path, "--output", join(output, `${name}.d.ts`)]),
    0,
  );
  return { seconds, bytes: sizeOfTypes(output, documents) };
}

const sizeOfTypes = (output, documents) =>
  documents.reduce((sum, { name }) => sum + statSync(join(output, `${name}.d.ts`)).size, 0);

function writeConfig(path, output, documents) {
  const apis = Object.fromEntries(
    documents.map(({ name, path: from }) => [
      `${name}@1`,
      { root: from, "x-openapi-ts": { output: join(output, `${name}.d.ts`) } },
    ]),
  );
  // JSON is YAML.
  writeFileSync(path, JSON.stringify({ apis }));
}

/** Measures, or gives null where the specifications are not there. */
export async function measureCorpus() {
  if (!existsSync(join(azure, "packages.json"))) return null;
  const scratch = mkdtempSync(join(tmpdir(), "armature-bench-"));
  try {
    const input = join(scratch, "input");
    mkdirSync(input);
    const sample = await convertSample(input);
    const { documents, unread } = await keepReadable(sample.documents, scratch, input);
    if (documents.length === 0) throw new Error("there is no document that both tools can read");
    const config = join(scratch, "redocly.yaml");
    const types = join(scratch, "types");
    writeConfig(config, types, documents);
    const runs = [];
    // Nothing is deleted before the end: ext4 goes round what was deleted within a minute, for each file that it makes.
    for (let round = 0; round < rounds; round++)
      runs.push({
        armature: runArmature(input, join(scratch, `packages-${round}`), documents),
        peer: runPeer(config, types, documents),
      });
    // Starting a process for each takes minutes, and that is most of what it costs: once says enough.
    const apart = runPeerForEach(types, documents);
    return { ...sample, unread, documents, runs, apart, ...judge(runs, apart) };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function judge(runs, apart) {
  const together = median(runs.map(({ armature, peer }) => armature.seconds / peer.seconds));
  const each = median(runs.map(({ armature }) => armature.seconds / apart.seconds));
  return { ratios: { together, each }, ok: Math.max(together, each) <= bar };
}

export function corpusTable({ packages, documents, unconverted, unread, runs, apart, ratios, ok }) {
  const operations = documents.reduce((sum, each) => sum + each.operations, 0);
  const row = (title, made) => [
    title,
    (median(made.map(({ bytes }) => bytes)) / 1000).toFixed(0),
    median(made.map(({ seconds }) => seconds)).toFixed(2),
  ];
  const isStricter = (ratio) => ratio === Math.max(ratios.together, ratios.each);
  const judged = (title, ratio) => [
    title,
    ratio.toFixed(2),
    isStricter(ratio) ? bar.toFixed(2) : "",
    isStricter(ratio) ? (ok ? "ok" : "over") : "",
  ];
  return [
    formatTable(
      [`${documents.length} documents, ${operations} operations`, "KB written", "CPU s"],
      [
        row(
          "armature generate --all, one process",
          runs.map(({ armature }) => armature),
        ),
        row(
          "openapi-typescript, types only, one process for all documents",
          runs.map(({ peer: together }) => together),
        ),
        row("openapi-typescript, types only, one process for each document", [apart]),
      ],
    ),
    formatTable(
      ["CPU, median of ratios", "ratio", "bar", ""],
      [
        judged("armature / openapi-typescript, one process for all", ratios.together),
        judged("armature / openapi-typescript, one process for each", ratios.each),
      ],
    ),
    [
      `${packages} Azure packages; ${unconverted} files could not be converted, ${unread.length} not be read.`,
      ...unread.map(({ name, by }) => `  not read by ${by}: ${name}`),
    ].join("\n"),
  ].join("\n\n");
}
