// Bundles a program of programs/ as a web application would: one file, minified, and its size as it goes over the wire.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const programs = fileURLToPath(new URL("programs/", import.meta.url));
const cache = fileURLToPath(new URL("../.armature/bench/", import.meta.url));

const source = (name) => join(programs, `${name}.mjs`);

/**
 * Sizes in bytes of a program, minified and after gzip -9. `node` is for programs that do not run in a browser.
 * Rejects where it does not bundle.
 */
export async function bundle(name, platform = "browser") {
  const { outputFiles, metafile } = await build({
    entryPoints: [source(name)],
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    // What Node runs of CommonJS may require Node's own modules, which a bundle in ESM form cannot.
    format: platform === "node" ? "cjs" : "esm",
    platform,
    target: platform === "node" ? "node20" : "es2022",
    legalComments: "none",
    logLevel: "silent",
  });
  const code = outputFiles[0].contents;
  const inputs = Object.keys(metafile.inputs);
  return { name, platform, code, minified: code.length, gzipped: gzipSync(code, { level: 9 }).length, inputs };
}

/**
 * Loads the exports of what `bundle` has made. A program for Node is taken as it is: some check the names of classes,
 * which are gone from the bundle.
 */
export async function load({ name, platform, code }) {
  if (platform === "node") return import(pathToFileURL(source(name)).href);
  mkdirSync(cache, { recursive: true });
  const path = join(cache, `${name}.mjs`);
  writeFileSync(path, code);
  return import(pathToFileURL(path).href);
}
