// Templates compiled at build time: the bundle carries functions and nothing of Handlebars, so that starting the
// generator costs little.
import { readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { filesUnder, root } from "./fingerprint.mjs";

const folder = join(root, "templates");

/** Every template by name: its path below templates/, without the ending, with forward slashes. */
export function templateFiles() {
  return filesUnder(folder, (path) => path === join(folder, "runtime"))
    .filter((path) => path.endsWith(".hbs"))
    .map((path) => ({ name: relative(folder, path).split(sep).join("/").slice(0, -".hbs".length), path }));
}

/** Replaces `generator/render/templates.ts` by a module of the same shape with precompiled templates. */
export function precompiledTemplates() {
  return {
    name: "precompiled-templates",
    setup(build) {
      build.onLoad({ filter: /[\\/]generator[\\/]render[\\/]templates\.ts$/ }, async () => {
        return { contents: await templatesModule(), loader: "js" };
      });
    },
  };
}

/** The text of that module. */
export async function templatesModule() {
  const { templateCode, templateTools } = await import("./template.mjs");
  const entries = templateFiles().map(
    ({ name, path }) => `${JSON.stringify(name)}: ${templateCode(readFileSync(path, "utf8"))},\n`,
  );
  return `${templateTools}
const partials = {
${entries.join("")}};
export const templates = new Map(Object.entries(partials));
`;
}
