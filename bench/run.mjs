// Measures bundles, generator and clients side by side with peers, and prints the tables that README quotes.
//
//   node bench/run.mjs [size] [generator] [corpus] [client]
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("./", import.meta.url));

/** Peers are many and large, so that they are installed here only, and only by who measures. */
function install() {
  const wanted = readFileSync(join(folder, "package-lock.json"), "utf8");
  const installed = join(folder, "node_modules/.package-lock.json");
  const versions = (text) =>
    Object.entries(JSON.parse(text).packages)
      .filter(([path, { optional }]) => path !== "" && optional !== true)
      .map(([path, { version }]) => `${path} ${version}`);
  if (existsSync(installed)) {
    const present = new Set(versions(readFileSync(installed, "utf8")));
    if (versions(wanted).every((entry) => present.has(entry))) return;
  }
  console.error("installing what is measured beside ours (npm ci in bench/)");
  const args = ["ci", "--no-audit", "--no-fund", "--workspaces=false", "--loglevel=error"];
  const { status } = spawnSync("npm", args, { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) throw new Error("npm ci failed in bench/; its messages above say why");
}

const sections = {
  size: async () => {
    const { measureSizes, sizeTable } = await import("./size.mjs");
    const rows = await measureSizes({ withPeers: true });
    return { text: sizeTable(rows), ok: rows.every((row) => row.ok) };
  },
  generator: async () => {
    const { generatorTable, measureGenerator } = await import("./generator.mjs");
    const result = await measureGenerator();
    if (result === null) return { text: "generator: skipped, ../shared/specs is not there", ok: true };
    return { text: generatorTable(result), ok: result.ratios.every((ratio) => ratio.ok) };
  },
  corpus: async () => {
    const { corpusTable, measureCorpus } = await import("./corpus.mjs");
    const result = await measureCorpus();
    if (result === null) return { text: "corpus: skipped, ../shared/specs is not there", ok: true };
    return { text: corpusTable(result), ok: result.ok };
  },
  client: async () => {
    const { clientTable, measureClients } = await import("./client.mjs");
    const rows = await measureClients();
    return { text: clientTable(rows), ok: rows.every((row) => row.ok !== false) };
  },
};

async function main(names) {
  const unknown = names.find((name) => !Object.hasOwn(sections, name));
  if (unknown !== undefined) {
    console.error(`unknown: ${unknown}\nusage: node bench/run.mjs [size] [generator] [corpus] [client]`);
    return 2;
  }
  const { build } = await import("../scripts/build.mjs");
  const wanted = names.length > 0 ? names : Object.keys(sections);
  await build(wanted.map((name) => (name === "generator" || name === "corpus" ? "cli" : "packages")));
  install();
  console.log(`Node ${process.versions.node}, ${process.platform} ${process.arch}, ${cpus().length} CPUs\n`);
  let isFine = true;
  for (const name of wanted) {
    const { text, ok } = await sections[name]();
    console.log(`${text}\n`);
    isFine &&= ok;
  }
  if (!isFine) console.error("a bar is not kept");
  return isFine ? 0 : 1;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
