import { ServiceError } from "./errors.js";
import { observe, type CallEvent } from "./observe.js";
import type { Observer, RequestSpec } from "./types.js";

/** What is used of a span of OpenTelemetry. */
export interface TraceSpan {
  setAttribute(name: string, value: string | number): unknown;
  recordException(error: Error): void;
  setStatus(status: { code: number; message?: string }): unknown;
  end(): void;
}

interface SpanOptions {
  kind: number;
  attributes: Record<string, string | number>;
}

/**
 * What is used of `@opentelemetry/api`. It is given by the caller, so that this package needs no other; `C` and `S` are
 * its `Context` and `Span`.
 */
export interface TraceApi<C = unknown, S extends TraceSpan = TraceSpan> {
  readonly trace: {
    getTracer(name: string): { startSpan(name: string, options: SpanOptions, context: C): S };
    setSpan(context: C, span: S): C;
  };
  readonly context: { active(): C };
  readonly propagation: { inject(context: C, carrier: object): void };
}

// Of the enumerations SpanKind and SpanStatusCode.
const internal = 0;
const client = 2;
const failed = 2;

function end(span: TraceSpan, error: unknown): void {
  if (error !== undefined) {
    const { message, name } = Object(error) as Partial<Error>;
    const type = error instanceof ServiceError ? (error.code ?? `${error.status}`) : name;
    span.setAttribute("error.type", type ?? "_OTHER");
    if (error instanceof Error) span.recordException(error);
    span.setStatus({ code: failed, ...(message === undefined ? {} : { message }) });
  }
  span.end();
}

/** Address of a request without anything that is a caller's: its template, or the path of a poll address or next link. */
const template = ({ path, url = "" }: RequestSpec): string =>
  path ?? (URL.canParse(url) ? new URL(url).pathname : url.replace(/\?.*/, ""));

/**
 * Makes an observer out of OpenTelemetry's API: a span for every attempt, with the names of the semantic
 * conventions for HTTP, and one around all requests of a long-running operation. The trace goes on in the service.
 *
 * ```ts
 * import * as api from "@opentelemetry/api";
 * const client = createClient({ credential, observer: traceEvents(api, "my-service") });
 * ```
 */
export function traceEvents<C, S extends TraceSpan>(api: TraceApi<C, S>, name: string = "armature"): Observer {
  const tracer = api.trace.getTracer(name);
  const attempts = new WeakMap<object, S>();
  const operations = new WeakMap<object, { readonly span: S; readonly context: C }>();

  function contextOf(operation: RequestSpec["operation"]): C {
    const active = api.context.active();
    if (operation === undefined) return active;
    const known = operations.get(operation);
    if (known) return known.context;
    const { id = "operation" } = operation as { readonly id?: string };
    const span = tracer.startSpan(id, { kind: internal, attributes: { "armature.operation": id } }, active);
    const context = api.trace.setSpan(active, span);
    operations.set(operation, { span, context });
    return context;
  }

  function begin({ call, attempt, headers }: CallEvent & { readonly type: "request" }): void {
    const parent = contextOf(call.operation);
    const attributes = { "http.request.method": call.method, "url.template": template(call) };
    const resent = attempt > 0 ? { "http.request.resend_count": attempt } : {};
    const options = { kind: client, attributes: { ...attributes, ...resent } };
    const span = tracer.startSpan(`${call.method} ${template(call)}`, options, parent);
    api.propagation.inject(api.trace.setSpan(parent, span), headers);
    attempts.set(call, span);
  }

  return observe((event) => {
    if (event.type === "request") return begin(event);
    if (event.type === "operation") {
      const known = operations.get(event.operation);
      operations.delete(event.operation);
      return known && end(known.span, event.error);
    }
    const span = attempts.get(event.call);
    attempts.delete(event.call);
    if (!span) return;
    const status =
      event.type === "response" ? event.status : (Object(event.error) as { readonly status?: number }).status;
    if (typeof status === "number") span.setAttribute("http.response.status_code", status);
    end(span, event.type === "error" ? event.error : undefined);
  });
}
