/** Bounds that end every run, whatever a spec contains. Each is far above the largest published spec. */
export interface Limits {
  /** Of one document, before decoding. The largest known specs have about 40 MB. */
  readonly documentBytes: number;
  readonly documents: number;
  /** Objects and arrays inside each other. Readers recurse, so this also keeps them from running out of stack. */
  readonly depth: number;
  /** Values in one document, counting what YAML aliases repeat. */
  readonly nodes: number;
  /** In milliseconds, for one document from the network. */
  readonly fetchTimeout: number;
}

export const defaultLimits: Limits = {
  documentBytes: 64 * 1024 * 1024,
  documents: 5_000,
  depth: 200,
  nodes: 10_000_000,
  fetchTimeout: 60_000,
};
