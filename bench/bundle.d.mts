/** A program of programs/ as one minified file. */
export interface Bundle {
  readonly name: string;
  readonly platform: "browser" | "node";
  readonly code: Uint8Array;
  /** In bytes. */
  readonly minified: number;
  /** In bytes, at level 9. */
  readonly gzipped: number;
  /** Paths of the files that it was made from, also of those of which nothing is left. */
  readonly inputs: readonly string[];
}

export function bundle(name: string, platform?: "browser" | "node"): Promise<Bundle>;

/** Loads what `bundle` has made: the program's exports. */
export function load(made: Bundle): Promise<unknown>;
