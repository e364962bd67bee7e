import type { Bundle } from "./bundle.mjs";

/** A program of ours, and what it may cost. */
export interface Measured {
  readonly program: string;
  /** What it does. */
  readonly task: string;
  /** In bytes after gzip. */
  readonly bar?: number;
  /** The program that `bar` is counted on top of. */
  readonly over?: string;
}

/** The size of a program that has run and has given what it should. */
export interface SizeRow extends Measured, Pick<Bundle, "platform" | "minified" | "gzipped"> {
  /** What the bar is for, in bytes after gzip. */
  readonly measured: number;
  readonly ok: boolean;
}

export const ours: readonly Measured[];

export function measureSizes(options: { readonly withPeers: boolean }): Promise<readonly SizeRow[]>;

export function sizeTable(rows: readonly SizeRow[]): string;
