import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Comparison } from "../write/disk.ts";
import type { Staged } from "../write/stage.ts";

/** One package to generate: plain data, so that it can be given to a thread, and be part of what a hash is made of. */
export interface Job {
  /** The package's npm name. */
  readonly name: string;
  /** What people call the service; the specification's own title where null. */
  readonly title: string | null;
  /** Folder of the package, relative to the working directory. */
  readonly output: string;
  readonly versions: readonly JobVersion[];
}

export interface JobVersion {
  readonly spec: string;
  readonly overlays: readonly string[];
  readonly preview: boolean;
  /** Tag of a readme.md; null for its default. */
  readonly tag: string | null;
}

/** How all jobs of a run are done. */
export interface JobMode {
  /** Compare, and write nothing. */
  readonly check: boolean;
  /** Generate also what has not changed since it was generated. */
  readonly force: boolean;
  /** Folder, absolute, that the names of inputs are relative to where they are noted in a package. */
  readonly base: string;
}

/** What came of a job. Holds no texts, so that the memory of a run does not grow with its packages. */
export type Outcome = { readonly job: Job; readonly diagnostics: readonly Diagnostic[] } & (
  | { readonly kind: "unchanged" }
  | { readonly kind: "staged"; readonly files: number; readonly staged: Staged }
  | { readonly kind: "compared"; readonly comparison: Comparison }
  /** The specification has errors, which the diagnostics say. */
  | { readonly kind: "failed" }
  /** The folder holds something that must not be written over. */
  | { readonly kind: "refused"; readonly message: string }
);
