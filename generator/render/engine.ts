import { templates } from "./templates.ts";

/**
 * Renders a view. A property that the template prints and the view lacks is an error (Handlebars' `strict`), and so is
 * an unknown template; both are defects of ours, never of a spec.
 */
export function render(template: string, view: unknown): string {
  const compiled = templates.get(template);
  if (compiled === undefined) throw new TypeError(`no template ${template}`);
  const text = compiled(view);
  // A wrapped construct starts on the line after its `=` or `:`, which leaves a blank before the line end.
  return /[ \t]\n/.test(text) ? text.replace(/[ \t]+\n/g, "\n") : text;
}
