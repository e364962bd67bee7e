import { join } from "node:path";
import Handlebars from "handlebars";
import { describe, expect, it, vi } from "vitest";
import options from "../../generator/render/compileOptions.json" with { type: "json" };
import { templateCode, templateTools } from "../../scripts/build/template.mjs";
import { templatesModule } from "../../scripts/build/templates.mjs";
import { goldenCases, readTree } from "./cases.ts";
import { runGolden } from "./outcome.ts";

type Template = (view: unknown) => string;

async function load<T>(code: string): Promise<T> {
  return (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as T;
}

// All other tests render with Handlebars itself; here what the build puts in its place has to give the same bytes.
vi.mock("../../generator/render/templates.ts", async () =>
  load<{ templates: ReadonlyMap<string, Template> }>(await templatesModule()),
);

describe("templates as the build compiles them", () => {
  it.each(goldenCases().map((golden) => [golden.name, golden] as const))("%s", async (_name, golden) => {
    expect((await runGolden(golden)).out).toEqual(readTree(join(golden.folder, "out")));
  });
});

const compile = async (template: string): Promise<Template> => {
  const code = `${templateTools}const partials = { part: (view) => "<" + view.name + ">" };
    export const template = ${templateCode(template)};`;
  return (await load<{ template: Template }>(code)).template;
};

function withHandlebars(template: string): Template {
  const handlebars = Handlebars.create();
  handlebars.registerPartial("part", handlebars.compile("<{{name}}>", options));
  return handlebars.compile(template, options);
}

const view = {
  ...{ name: "n", text: 'a\n"b" \\ `c` ${d} & <e>', none: null, zero: 0, empty: [], no: false },
  items: [
    { name: "one", tags: ["x", "y"] },
    { name: "two", tags: [] },
  ],
  inner: { name: "i", deep: { name: "d" } },
};

describe("a compiled template says what Handlebars says", () => {
  it.each([
    "{{name}} {{text}} {{none}} {{zero}} {{this.name}} {{inner.deep.name}}",
    "{{#if name}}\nyes\n{{else}}\nno\n{{/if}}\n{{#if none}}yes{{/if}}{{#if zero}}yes{{/if}}{{#if empty}}yes{{/if}}{{#if absent}}yes{{/if}}",
    "{{#unless no}}\nyes\n{{else}}no{{/unless}}{{#if no}}a{{else if name}}b{{else}}c{{/if}}",
    "{{#each items}}\n{{name}}{{#each tags}} {{this}} of {{../name}} of {{../../inner.name}}{{/each}}\n{{/each}}",
    "{{#each items}}{{@index}}{{#unless @last}}, {{/unless}}{{#if @first}}!{{/if}}{{else}}none{{/each}}",
    "{{#each empty}}a{{else}}none of {{name}}{{/each}}{{#each absent}}a{{/each}}{{#each none}}a{{/each}}",
    "{{> part}}\n{{> part inner}}\n{{#each items}}{{> part}}{{/each}}",
    "{{! a remark }}\n  {{!-- another --}}\n a {{~name~}} b\n{{#if name}}  \n  c\n  {{/if}}\nd",
  ])("%s", async (template) => {
    expect((await compile(template))(view)).toBe(withHandlebars(template)(view));
  });

  it.each(["{{absent}}", "{{inner.absent}}", "{{absent.name}}", "{{#each items}}{{absent}}{{/each}}"])(
    "%s fails in both",
    async (template) => {
      const compiled = await compile(template);
      expect(() => withHandlebars(template)(view)).toThrow();
      expect(() => compiled(view)).toThrow();
    },
  );

  it.each(["{{upper name}}", "{{#with inner}}a{{/with}}", "{{lookup items 0}}", "{{> (part)}}", "{{@root.name}}"])(
    "%s is not compiled",
    (template) => {
      expect(() => templateCode(template)).toThrow(TypeError);
    },
  );
});
