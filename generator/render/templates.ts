import { readdirSync, readFileSync } from "node:fs";
import Handlebars from "handlebars";
import options from "./compileOptions.json" with { type: "json" };

/**
 * Every template of `templates/`, by its path there without the ending, each also a partial of that name.
 *
 * This is the form for development and tests: it reads and compiles the files. The build replaces this module by one of
 * the same shape in which they are compiled already (`scripts/build/templates.mjs`).
 */
export const templates: ReadonlyMap<string, (view: unknown) => string> = compileAll();

function compileAll(): ReadonlyMap<string, (view: unknown) => string> {
  const folder = new URL("../../templates/", import.meta.url);
  const handlebars = Handlebars.create();
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(".hbs") && !name.startsWith("runtime/"))
    .map((name) => name.slice(0, -".hbs".length))
    .sort();
  const compiled = new Map<string, (view: unknown) => string>();
  for (const name of names) {
    const template = handlebars.compile(readFileSync(new URL(`${name}.hbs`, folder), "utf8"), options);
    handlebars.registerPartial(name, template);
    compiled.set(name, template);
  }
  return compiled;
}
