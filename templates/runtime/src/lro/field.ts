/** A text as it is, everything else in JSON: what a service sends need not be what its specification says. */
export const text = (value: unknown): string | undefined =>
  value == null ? undefined : typeof value === "string" ? value : JSON.stringify(value);

/** The value at a path; undefined where there is none. */
export const dig = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (at, name) =>
      at !== null && typeof at === "object" && Object.hasOwn(at, name)
        ? (at as Readonly<Record<string, unknown>>)[name]
        : undefined,
    value,
  );

/** Text of the field at a path; empty where there is none, which no request accepts as an argument of its path. */
export const field = (value: unknown, ...path: readonly string[]): string => String(dig(value, path) ?? "");

/** Some of the segments of a text that `/` separates, counted as `Array.prototype.slice` does. */
export const segments = (text: string, from: number, to?: number): string => text.split("/").slice(from, to).join("/");
