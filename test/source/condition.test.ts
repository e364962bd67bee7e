import { describe, expect, test } from "vitest";
import { evaluateCondition } from "../../generator/source/condition.ts";

const settings = new Map([
  ["tag", "package-2024-01"],
  ["openapi-type", "arm"],
]);

describe("conditions of literate blocks", () => {
  test.each([
    ["", true],
    ["$(tag) == 'package-2024-01'", true],
    ['$(tag) == "package-2024-01"', true],
    ["$(tag)=='package-2024-01'", true],
    ["$(tag) == 'package-2023-12'", false],
    ["$(tag) != 'package-2023-12'", true],
    ["$(tag) == 'package-2024-01' /* written by a tool */", true],
    ["$(python)", false],
    ["!$(python)", true],
    ["$(tag)", true],
    ["$(tag) == 'package-2024-01' && $(java)", false],
    ["$(java) || $(openapi-type) == 'arm'", true],
    ["!$(python) || !$(track2)", true],
    ["$(java) && $(multiapi) || $(tag)", true],
    ["$(java) && ($(multiapi) || $(tag))", false],
    ["!($(java) || $(tag))", false],
    ["$(python) && $(python-mode) == 'update'", false],
    ["$(missing) == $(other)", true],
    ["$(tag) == true", false],
    ["true", true],
  ])("%s is %s", (text, value) => {
    expect(evaluateCondition(text, settings)).toBe(value);
  });

  test.each([
    "tag == 'x'",
    "$(tag) = 'x'",
    "$(tag) ==",
    "$(tag) == 'x",
    "($(tag)",
    "$(tag))",
    "$(tag) $(java)",
    "$(tag) && ",
    "process.exit()",
    "$(tag).constructor",
    `${"!(".repeat(500)}true${")".repeat(500)}`,
  ])("%.40s is none", (text) => {
    expect(evaluateCondition(text, settings)).toBeNull();
  });
});
