import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { childOf, formatPointer, getPointer, parsePointer } from "../../generator/source/pointer.ts";

describe("JSON pointers (RFC 6901)", () => {
  const document = { foo: ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "m~n": 8, "~1": 9 };

  test.each([
    ["", document],
    ["/foo", ["bar", "baz"]],
    ["/foo/0", "bar"],
    ["/", 0],
    ["/a~1b", 1],
    ["/c%d", 2],
    ["/m~0n", 8],
    ["/~01", 9],
  ])("%j leads to its value", (pointer, value) => {
    expect(getPointer(document, parsePointer(pointer) ?? ["none"])).toEqual(value);
  });

  test.each([
    "/foo/2",
    "/foo/-",
    "/foo/01",
    "/foo/1.0",
    "/foo/length",
    "/nothing",
    "/foo/0/bar",
    "/constructor",
    "/__proto__",
  ])("%j leads nowhere", (pointer) => {
    expect(getPointer(document, parsePointer(pointer) ?? [])).toBeUndefined();
  });

  test("text without a slash at its start is none", () => {
    expect(parsePointer("foo")).toBeNull();
  });

  test("a key may be called __proto__", () => {
    expect(childOf(JSON.parse('{"__proto__": 1}'), "__proto__")).toBe(1);
  });

  test("formatting and parsing are inverse", () => {
    const steps = fc.array(fc.oneof(fc.string(), fc.constantFrom("~", "/", "~1", "~0", "a/b~c")));
    fc.assert(
      fc.property(steps, (value) => {
        expect(parsePointer(formatPointer(value))).toEqual(value);
      }),
    );
  });
});
