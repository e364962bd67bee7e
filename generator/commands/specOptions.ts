import type { ServiceOptions } from "../service.ts";

/** Options of every command that reads a specification. */
export const specOptions = {
  tag: { type: "string" },
  root: { type: "string" },
  overlay: { type: "string", multiple: true },
  "allow-origin": { type: "string", multiple: true },
  format: { type: "string" },
  report: { type: "string" },
} as const;

export const specOptionsHelp = `  --tag TAG            Tag of an Azure readme.md; its default where absent
  --overlay FILE       OpenAPI Overlay 1.0 file to apply; may be repeated
  --root FOLDER        Folder that no $ref leaves; the specification's own tree where absent
  --allow-origin URL   Origin that may be fetched from, beside that of an address given; may be repeated
  --format FORMAT      How diagnostics are printed: text (default), json, github or sarif
  --report FILE        Write diagnostics to the file in place of standard error`;

interface Values {
  readonly tag?: string | undefined;
  readonly root?: string | undefined;
  readonly overlay?: readonly string[] | undefined;
  readonly "allow-origin"?: readonly string[] | undefined;
}

export function toServiceOptions(values: Values): ServiceOptions {
  return { tag: values.tag, root: values.root, overlays: values.overlay, allowOrigins: values["allow-origin"] };
}
