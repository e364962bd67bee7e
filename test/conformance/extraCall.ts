/** A call that is not among the recorded ones; without it a scenario of the server would stay unseen. */
export interface ExtraCall {
  readonly spec: string;
  readonly operation: string;
  /** By the names of generated arguments. */
  readonly args?: Readonly<Record<string, unknown>>;
  /** Parameters of the client; the endpoint is then made of them. */
  readonly client?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** `scopes`: a bearer token that is the text of its scopes. */
  readonly credential?: "scopes" | { readonly header: string; readonly key: string };
  /** Status of the error that must come; `json` where the answer is broken. */
  readonly fails?: number | "json";
  /** Argument, or parameter of the client, that is refused before anything is sent. */
  readonly refuses?: string;
  /** What must be answered; not compared where it is left out. */
  readonly gives?: unknown;
}

type Args = ExtraCall["args"];

/** Several calls of one specification: operation, arguments, what must be answered. */
export function of(spec: string, ...calls: readonly (readonly [string, Args?, unknown?])[]): readonly ExtraCall[] {
  return calls.map(([operation, args = {}, gives]) => ({
    spec,
    operation,
    args,
    ...(gives === undefined ? {} : { gives }),
  }));
}
