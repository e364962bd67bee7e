import { describe, expect, test } from "vitest";
import { createSink } from "../../generator/diagnostics/sink.ts";

const at = { document: "a.json", pointer: "/x" };

describe("the sink", () => {
  test("takes severities from the catalogue, and advice where there is some", () => {
    const sink = createSink();
    sink.report("source/duplicate-key", at, "twice");
    expect(sink.hasErrors).toBe(false);
    sink.report("ref/not-found", at, "gone", "look there");
    expect(sink.hasErrors).toBe(true);
    expect(sink.diagnostics).toEqual([
      { code: "source/duplicate-key", severity: "warning", message: "twice", at, fix: null },
      { code: "ref/not-found", severity: "error", message: "gone", at, fix: "look there" },
    ]);
  });

  test("keeps once what is said twice of one place, and apart what is not the same", () => {
    const sink = createSink();
    for (const message of ["one", "one", "two"]) sink.report("ref/not-found", at, message);
    sink.report("ref/not-found", { ...at, pointer: "/y" }, "one");
    sink.report("ref/cycle", at, "one");
    sink.report("ref/not-found", { document: "b.json", pointer: "/x" }, "one");
    sink.report("ref/not-found", { document: "a.json/x", pointer: "" }, "one");
    expect(sink.diagnostics).toHaveLength(6);
  });

  test("keeps apart what is said of two lines of a text without pointers", () => {
    const sink = createSink();
    for (const line of [1, 2, 2])
      sink.report("source/syntax", { document: "a", pointer: "", position: { line, column: 1 } }, "same");
    expect(sink.diagnostics).toHaveLength(2);
  });
});
