import type { Attempt, Observer, RequestSpec } from "./types.js";
import type { Poller } from "./lro/types.js";

/** What happens in calls, for logs. `call` is the same object in all events of one call. */
export type CallEvent =
  | ({ readonly type: "request" } & Attempt)
  | { readonly type: "response"; readonly call: RequestSpec; readonly attempt: number; readonly status: number }
  /** An attempt has failed. Another one may follow. */
  | { readonly type: "error"; readonly call: RequestSpec; readonly attempt: number; readonly error: unknown }
  /** An operation has come to its end, or nobody waits for it any more because of `error`. */
  | { readonly type: "operation"; readonly operation: Pick<Poller<unknown>, "id" | "state">; readonly error: unknown };

/**
 * Makes an observer of a listener. What a listener throws is dropped: it is not the call's failure.
 *
 * ```ts
 * const client = createClient({ credential, observer: observe((event) => console.debug(event.type, event)) });
 * ```
 */
export function observe(listener: (event: CallEvent) => void): Observer {
  const tell = (event: CallEvent): void => {
    try {
      listener(event);
    } catch {
      // The call goes on.
    }
  };
  return {
    async attempt(begun, send) {
      const { call, attempt } = begun;
      tell({ ...begun, type: "request" });
      try {
        const response = await send();
        tell({ type: "response", call, attempt, status: response.status });
        return response;
      } catch (error) {
        tell({ type: "error", call, attempt, error });
        throw error;
      }
    },
    ended: (operation, error) => tell({ type: "operation", operation, error }),
  };
}
