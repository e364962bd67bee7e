// Templates compiled at build time: the bundle carries functions and the small half of Handlebars, no parser, so that
// starting the generator costs little.
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
        const { default: Handlebars } = await import("handlebars");
        const options = JSON.parse(readFileSync(join(root, "generator/render/compileOptions.json"), "utf8"));
        const entries = templateFiles().map(({ name, path }) => {
          const code = Handlebars.precompile(readFileSync(path, "utf8"), { ...options, srcName: undefined });
          return `  ${JSON.stringify(name)}: ${code},`;
        });
        const contents = [
          `import Handlebars from "handlebars/runtime";`,
          `const specifications = {`,
          ...entries,
          `};`,
          `const handlebars = Handlebars.create();`,
          `export const templates = new Map(`,
          `  Object.entries(specifications).map(([name, code]) => [name, handlebars.template(code)]),`,
          `);`,
          `for (const [name, template] of templates) handlebars.registerPartial(name, template);`,
        ].join("\n");
        return { contents, loader: "js", resolveDir: root };
      });
    },
  };
}
