/** Text of the module that takes the place of `generator/render/templates.ts` in the build. */
export function templatesModule(): Promise<string>;
