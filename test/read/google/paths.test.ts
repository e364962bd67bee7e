import { describe, expect, test } from "vitest";
import { encodingOf, parsePath } from "../../../generator/read/google/paths.ts";
import { parseNamePattern, templateType } from "../../../generator/read/google/resourceNames.ts";

/** A template's segments as one text: `<name>` component, `<+name>` reserved. */
function shown(template: string): string {
  return parsePath(template)
    .segments.map((segment) => {
      if (segment.kind === "text") return segment.text;
      return segment.encoding === "reserved" ? `<+${segment.wire}>` : `<${segment.wire}>`;
    })
    .join("|");
}

describe("paths", () => {
  test.each([
    ["v1/{+name}", "/v1/|<+name>"],
    ["v1/{+name}:cancel", "/v1/|<+name>|:cancel"],
    ["/v1/shelves/{shelf}/books/{book}", "/v1/shelves/|<shelf>|/books/|<book>"],
    ["v1/{+parent}/things/{thing}:move", "/v1/|<+parent>|/things/|<thing>|:move"],
    ["v1{/shelf,book}", "/v1/|<shelf>|/|<book>"],
    ["v1/{a,b}", "/v1/|<a>|,|<b>"],
    ["v1/report{.format}", "/v1/report.|<format>"],
    ["v1/{+path*}", "/v1/|<+path>"],
    ["v1/{short:3}", "/v1/|<short>"],
    ["{name}", "/|<name>"],
    ["", "/"],
  ])("%s", (template, expected) => {
    expect(shown(template)).toBe(expected);
    expect(parsePath(template).rejected).toEqual([]);
  });

  test.each(["v1/{?a}", "v1/{#a}", "v1/{;a}", "v1/{&a}", "v1/{}", "v1/{a b}"])("%s is rejected", (template) => {
    expect(parsePath(template).rejected).toHaveLength(1);
  });

  test("variables are listed once", () => {
    expect(parsePath("v1/{a}/{b}/{a}").variables).toEqual(["a", "b"]);
    expect(encodingOf(parsePath("v1/{+a}/{b}"), "a")).toBe("reserved");
    expect(encodingOf(parsePath("v1/{+a}/{b}"), "c")).toBeNull();
  });
});

describe("patterns of resource names", () => {
  test("fixed texts around free segments", () => {
    expect(templateType("^shops/[^/]+/things/[^/]+$")).toEqual({ kind: "template", texts: ["shops/", "/things/", ""] });
    expect(templateType("^shops/[^/]+/stock$")).toEqual({ kind: "template", texts: ["shops/", "/stock"] });
    expect(templateType("^shops/-/things/[^/]+$")).toEqual({ kind: "template", texts: ["shops/-/things/", ""] });
    expect(parseNamePattern("^shops/[^/]+$")).toEqual(["shops", null]);
  });

  test.each([
    "^[^/]+$",
    "^shops$",
    "^shops/.*$",
    "^(a|b)/[^/]+$",
    "shops/[^/]+",
    "^shops/[a-z]+$",
    "^a/x[^/]+$",
    "^a.b/[^/]+$",
    null,
  ])("%s stays a plain text", (pattern) => {
    expect(templateType(pattern)).toBeNull();
  });
});
