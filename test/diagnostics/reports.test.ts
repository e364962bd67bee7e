import { describe, expect, test } from "vitest";
import { formatGithub } from "../../generator/diagnostics/github.ts";
import { formatJsonReport } from "../../generator/diagnostics/json.ts";
import type { Locate } from "../../generator/diagnostics/order.ts";
import { formatSarif } from "../../generator/diagnostics/sarif.ts";
import { createSink } from "../../generator/diagnostics/sink.ts";
import { formatCounts, formatText } from "../../generator/diagnostics/text.ts";

/** Reported in no order: two of one document whose lines are looked up, one that brings its line, one without any. */
function diagnostics() {
  const sink = createSink();
  sink.report(
    "ref/not-found",
    { document: "specs/b.json", pointer: "/paths/~1x/$ref" },
    '"$ref" points at nothing: #/definitions/Foo',
  );
  sink.report(
    "source/duplicate-key",
    { document: "specs/b.json", pointer: "/a" },
    '"k" is here twice',
    "Keep the second.",
  );
  sink.report(
    "sources/invalid",
    { document: "specs/a.yaml", pointer: "", position: { line: 7, column: 3 } },
    '"name" is missing',
  );
  sink.report("source/not-found", { document: "https://h.example/c.json", pointer: "" }, "Gone");
  return sink.diagnostics;
}

const known: Readonly<Record<string, readonly [number, number]>> = { "/paths/~1x/$ref": [40, 9], "/a": [4, 3] };
const locate: Locate = ({ pointer }) => {
  const [line, column] = known[pointer] ?? [];
  return line === undefined || column === undefined ? null : { line, column };
};

describe("reports", () => {
  test("as text, in the order of reading", () => {
    expect(formatText(diagnostics(), locate)).toBe(`https://h.example/c.json error source/not-found  Gone
  fix: correct the address. Relative ones start at the working directory, those in a readme.md at its folder
specs/a.yaml:7:3 error sources/invalid  "name" is missing
  fix: correct the line. specs/sources.yaml lists packages, each with a name, an output folder and api-versions
specs/b.json:4:3 warning source/duplicate-key  "k" is here twice
  at #/a
  fix: keep the second
specs/b.json:40:9 error ref/not-found  "$ref" points at nothing: #/definitions/Foo
  at #/paths/~1x/$ref
  fix: add the definition, or correct the $ref in an overlay

3 errors, 1 warning
`);
  });

  test("do not depend on the order in which things were found", () => {
    for (const format of [formatText, formatJsonReport, formatGithub, formatSarif]) {
      expect(format(diagnostics().toReversed(), locate)).toBe(format(diagnostics(), locate));
    }
  });

  test("are empty where there is nothing to say", () => {
    expect([formatText([], locate), formatGithub([], locate)]).toEqual(["", ""]);
    expect(JSON.parse(formatJsonReport([], locate))).toEqual({
      diagnostics: [],
      counts: { error: 0, warning: 0, info: 0 },
    });
  });

  test("as JSON, with what the catalogue knows", () => {
    const { diagnostics: listed, counts } = JSON.parse(formatJsonReport(diagnostics(), locate));
    expect(counts).toEqual({ error: 3, warning: 1, info: 0 });
    expect(listed[0]).toMatchObject({ document: "https://h.example/c.json", line: null, column: null });
    expect(listed[3]).toEqual({
      code: "ref/not-found",
      severity: "error",
      message: '"$ref" points at nothing: #/definitions/Foo',
      document: "specs/b.json",
      pointer: "/paths/~1x/$ref",
      line: 40,
      column: 9,
      title: "A $ref points at nothing",
      cause: "The document or the pointer that a $ref names does not exist.",
      fix: "Add the definition, or correct the $ref in an overlay.",
    });
  });

  test("as annotations, which names cannot break out of", () => {
    const sink = createSink();
    sink.report("ref/not-found", { document: "a,b:c%.json", pointer: "/x" }, "100%\n::error::injected");
    expect(formatGithub(sink.diagnostics, () => ({ line: 2, column: 5 }))).toBe(
      "::error file=a%2Cb%3Ac%25.json,line=2,col=5,title=ref/not-found::100%25%0A::error::injected%0Aat #/x%0Afix: Add the definition, or correct the $ref in an overlay.\n",
    );
  });

  test("show what would move a terminal's cursor", () => {
    const sink = createSink();
    sink.report("ref/not-found", { document: "a\u001b[2J.json", pointer: "" }, "line\r\n\u202ereversed\u2028");
    const text = formatText(sink.diagnostics, () => null);
    expect(text.split("\n")[0]).toBe("a\\u001b[2J.json error ref/not-found  line\\u000d\\u000a\\u202ereversed\\u2028");
  });

  test("count in words", () => {
    const sink = createSink();
    sink.report("ref/not-found", { document: "a", pointer: "" }, "x");
    expect(formatCounts(sink.diagnostics)).toBe("1 error");
  });
});
