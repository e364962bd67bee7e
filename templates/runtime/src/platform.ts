/**
 * The few platform types that public declarations mention. They are structural and need neither `lib.dom` nor
 * `@types/node`: a consumer with `lib: ["ES2022"]` and `types: []` can check the declarations; one with either gets
 * the platform's own types.
 */

/** What is used of an `AbortSignal`. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  readonly reason?: unknown;
  addEventListener(type: "abort", listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/** What is used of `Headers`. */
export interface HeadersLike {
  get(name: string): string | null;
  forEach(callback: (value: string, name: string) => void): void;
}

/** What is used of a `ReadableStream` of bytes. */
export interface MinimalStream {
  getReader(): {
    read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
    cancel(reason?: unknown): Promise<void>;
    releaseLock(): void;
  };
  cancel(reason?: unknown): Promise<void>;
}

type PlatformStream = typeof globalThis extends { ReadableStream: { prototype: infer T } } ? T : unknown;

/** A stream of bytes: the platform's `ReadableStream` where its type is known. */
export type ByteStream = MinimalStream & PlatformStream;

/** What is used of a `Response`. */
export interface ResponseLike {
  readonly ok: boolean;
  readonly status: number;
  readonly statusText?: string;
  readonly url: string;
  readonly headers: HeadersLike;
  readonly body: MinimalStream | null;
  text(): Promise<string>;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** What is given to `fetch`. */
export interface MinimalFetchInit {
  method?: string;
  headers?: Record<string, string>;
  body?: unknown;
  signal?: AbortSignalLike | null;
  redirect?: "manual" | "follow" | "error";
  duplex?: "half";
}

/** The platform's `RequestInit` where its type is known, so that `(url, init) => fetch(url, {...init})` compiles. */
export type FetchInit = typeof globalThis extends { fetch(input: never, init?: infer I): unknown }
  ? NonNullable<I>
  : MinimalFetchInit;

/** `fetch`, or something with its behaviour. */
export type FetchLike = { fetch(url: string, init: FetchInit): Promise<ResponseLike> }["fetch"];

/** What is used of a `Blob`. */
export interface BlobLike {
  readonly size: number;
  readonly type: string;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** What a caller may give for a body, or part of one, of bytes. A stream is sent once and never again. */
export type BinaryBody = string | Uint8Array | ArrayBuffer | BlobLike | ByteStream;

/** Bytes that a service answers with, read as they come. */
export type BinaryData = ByteStream;
