import { describe, expect, test } from "vitest";
import { listFiles, readText } from "./sources.ts";
import { logicIn } from "./templateLogic.ts";

const templates = listFiles("templates", [".hbs"]).filter((path) => !path.startsWith("templates/runtime/"));

describe("templates", () => {
  test("are there", () => {
    expect(templates.length).toBeGreaterThan(3);
  });

  test.each(templates)("%s is free of logic", (path) => {
    expect(logicIn(readText(path))).toEqual([]);
  });

  test.each([
    "{{{raw}}}",
    "{{&raw}}",
    "{{upper name}}",
    "{{name size=1}}",
    "{{#with a}}x{{/with}}",
    "{{#if (eq a b)}}x{{/if}}",
    "{{#each items key=1}}x{{/each}}",
    "{{#if 1}}x{{/if}}",
    "{{lookup items 0}}",
    "{{> (choose a)}}",
    "{{> part a=b}}",
    "{{#> part}}x{{/part}}",
    `{{#*inline "a"}}x{{/inline}}`,
    "{{* decorate}}",
    `{{"text"}}`,
    "{{@root.name}}",
    "{{#if a}}x{{else with b}}y{{/if}}",
  ])("%s is logic", (template) => {
    expect(logicIn(template)).not.toEqual([]);
  });

  test.each([
    "{{name}} {{this}} {{../outer.name}} {{this.name}}",
    "{{#each items}}{{name}}{{#unless @last}}, {{/unless}}{{else}}none{{/each}}",
    "{{#if a}}x{{else if b}}y{{else}}z{{/if}}",
    "{{> partials/docs docs}}{{> partials/head}}",
    "{{! a remark }}{{!-- another --}}",
  ])("%s is not", (template) => {
    expect(logicIn(template)).toEqual([]);
  });
});
