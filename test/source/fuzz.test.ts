import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createSink } from "../../generator/diagnostics/sink.ts";
import { defaultLimits } from "../../generator/source/limits.ts";
import { createLocator } from "../../generator/source/locate.ts";
import { parseDocument } from "../../generator/source/parse.ts";
import { readLiterate } from "../../generator/source/readme.ts";
import { parseOverlay } from "../../generator/source/overlayFile.ts";

const pieces = [
  "{",
  "}",
  "[",
  "]",
  ":",
  ": ",
  ",",
  "- ",
  "\n",
  "  ",
  '"',
  "'",
  "a",
  "1",
  "&x ",
  "*x",
  "<<: ",
  "!!t ",
  "---\n",
  "|\n",
  "#",
  "\\",
  "\t",
  "__proto__",
  "$ref",
  "```yaml\n",
  "```\n",
  "input-file: ",
  "$(tag) == ",
];
const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((list) => list.join("")),
);

describe("whatever a text holds", () => {
  test.each(["json", "yaml"])("as %s, it is read or refused with a reason, and never throws", async (format) => {
    await fc.assert(
      fc.asyncProperty(text, async (content) => {
        const sink = createSink();
        const parsed = await parseDocument(`a.${format}`, new TextEncoder().encode(content), defaultLimits, sink);
        expect(parsed === null).toBe(sink.hasErrors);
        for (const { at } of sink.diagnostics) {
          const position = "position" in at ? at.position : { line: 1, column: 1 };
          expect(position.line).toBeLessThanOrEqual(content.split("\n").length);
        }
        const locate = await createLocator(parsed === null ? [] : [parsed.document]);
        expect(locate({ document: `a.${format}`, pointer: "/a/0" }) === null).toBe(parsed === null);
      }),
      { numRuns: 300 },
    );
  });

  test("as bytes, it is text or refused", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), async (bytes) => {
        const sink = createSink();
        const parsed = await parseDocument("a.json", bytes, defaultLimits, sink);
        expect(parsed === null).toBe(sink.hasErrors);
      }),
      { numRuns: 200 },
    );
  });

  test("as a readme.md or an overlay, it never throws", async () => {
    await fc.assert(
      fc.asyncProperty(text, async (content) => {
        const sink = createSink();
        const config = await readLiterate("readme.md", content, null, async () => null, sink);
        if (config.inputFiles.length === 0) expect(sink.hasErrors).toBe(true);
        const overlaid = createSink();
        if ((await parseOverlay("o.yaml", content, overlaid)) === null) expect(overlaid.hasErrors).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
