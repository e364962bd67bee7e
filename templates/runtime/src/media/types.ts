import type { BinaryBody } from "../platform.js";
import type { CallOptions } from "../types.js";

/** Bytes to upload. */
export interface Media {
  /** A stream is read once, so that it cannot start anew where the service has lost what it had. */
  readonly body: BinaryBody;
  /** Media type. Default: that of a Blob, else `application/octet-stream`. */
  readonly contentType?: string | undefined;
  /** In bytes, for a stream whose length is known beforehand. */
  readonly size?: number | undefined;
}

/**
 * How the bytes travel. `simple`: alone, in one request. `multipart`: together with the description, in one request.
 * `resumable`: piece by piece in a session that goes on after a cut.
 */
export type UploadProtocol = "multipart" | "resumable" | "simple";

/** How far an upload has come. */
export interface UploadProgress {
  /** Bytes that the service has. */
  readonly sent: number;
  /** Undefined while the end of a stream is not known. */
  readonly total: number | undefined;
}

/** Options of an upload. `retry.limit` counts failures in a row: it starts anew whenever the service has more bytes. */
export interface UploadOptions<Q extends object = object> extends CallOptions<Q> {
  /**
   * Default: resumable from 5 MB on and for streams of unknown length, else in one request, with the description where
   * there is one.
   */
  readonly protocol?: UploadProtocol | undefined;
  /** Bytes in a piece of a resumable upload, a multiple of 262 144 (256 KiB). Default 8 388 608. */
  readonly chunkSize?: number | undefined;
  readonly onProgress?: ((progress: UploadProgress) => void) | undefined;
  /**
   * Told when a session is open. The token lets any process of the same service go on with the upload, by way of
   * `session`, for about a week. Whoever has it can write: keep it as a secret.
   */
  readonly onSession?: ((token: string) => void) | undefined;
  /** A token of `onSession`: the upload goes on where it was cut. Arguments and bytes are those that it began with. */
  readonly session?: string | undefined;
}

/** What generated code knows of an upload, beside its request. */
export interface UploadSpec {
  /** Id of the operation. */
  readonly id: string;
  readonly media: Media;
  /** The service takes uploads in one request. */
  readonly single?: boolean;
  /** The service opens sessions. */
  readonly resumable?: boolean;
  /** Most bytes that the service takes. */
  readonly maxSize?: number;
}
