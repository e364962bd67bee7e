import type { Severity } from "./diagnostic.ts";
import { checkCodes } from "./checkCodes.ts";
import { discoveryCodes } from "./discoveryCodes.ts";
import { nameCodes } from "./nameCodes.ts";
import { readCodes } from "./readCodes.ts";
import { sourceCodes } from "./sourceCodes.ts";

/** What is known of a code in general. Adding a code without documenting it does not compile. */
export interface CatalogEntry {
  readonly severity: Severity;
  readonly title: string;
  readonly cause: string;
  readonly fix: string;
}

export const catalog = {
  ...checkCodes,
  ...discoveryCodes,
  ...nameCodes,
  ...readCodes,
  ...sourceCodes,
} as const satisfies Record<string, CatalogEntry>;

export type DiagnosticCode = keyof typeof catalog;
