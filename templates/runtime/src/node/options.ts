/** A certificate, a key, or several, in PEM. */
export type TlsMaterial = string | Uint8Array | readonly (string | Uint8Array)[];

/** Options of a transport over `node:http` and `node:https`. */
export interface NodeFetchOptions {
  /**
   * Address of a proxy, `http:` or `https:`, with user name and password where it wants them. `false` uses none.
   * Default: what `HTTPS_PROXY`, `HTTP_PROXY` and `ALL_PROXY` say, names in lower case first.
   */
  readonly proxy?: string | false | undefined;
  /**
   * Hosts that are reached without a proxy, separated by commas: a name with all below it, an address, a range
   * (`10.0.0.0/8`), each also with a port; `*` is all. Default: `NO_PROXY`.
   */
  readonly noProxy?: string | undefined;
  /** Most connections to one origin; further requests wait. Default 256. */
  readonly maxSockets?: number | undefined;
  /** Longest time in ms that an unused connection is kept, or less where the server says so. Default 4000. */
  readonly idleTimeout?: number | undefined;
  /** Longest time in ms until a connection stands, with TLS and through a proxy. Default 10 000. */
  readonly connectTimeout?: number | undefined;
  /** Authorities to trust in place of the usual ones, and what this side shows of itself. */
  readonly tls?:
    | {
        readonly ca?: TlsMaterial | undefined;
        readonly cert?: TlsMaterial | undefined;
        readonly key?: TlsMaterial | undefined;
        readonly passphrase?: string | undefined;
      }
    | undefined;
}
