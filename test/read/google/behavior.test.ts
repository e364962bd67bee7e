import { describe, expect, test } from "vitest";
import { accessOf, behaviorOf, proseOf } from "../../../generator/read/google/behavior.ts";

const none = { required: false, outputOnly: false, inputOnly: false, immutable: false, deprecated: false };

describe("labels of descriptions", () => {
  test.each([
    ["Required. The colour.", { required: true }],
    ["REQUIRED: the colour", { required: true }],
    ["Required - the colour", { required: true }],
    ["[Required] The colour.", { required: true }],
    ["required", { required: true }],
    ["The colour. (Required).", { required: true }],
    ["Output only. When it was made.", { outputOnly: true }],
    ["[Output Only] When it was made.", { outputOnly: true }],
    ["OUTPUT_ONLY. When it was made.", { outputOnly: true }],
    ["Read-only. When it was made.", { outputOnly: true }],
    ["When it was made (output only)", { outputOnly: true }],
    ["Input only. A secret.", { inputOnly: true }],
    ["Immutable. Its owner.", { immutable: true }],
    ["Required. Immutable. Its owner.", { required: true, immutable: true }],
    ["Optional. Input only. Immutable. Its owner.", { inputOnly: true, immutable: true }],
    ["Deprecated: Output only. Use the other.", { deprecated: true, outputOnly: true }],
    ["Output only. [Output only] When it was made.", { outputOnly: true }],
    ["Identifier. Its name.", {}],
    ["Unordered list. Its parts.", {}],
  ])("%s", (description, expected) => {
    expect(behaviorOf(description)).toEqual({ ...none, ...expected });
  });

  test.each([
    "Required when the colour is red. Else ignored.",
    "Required, unless there is a shape.",
    "Optional arbitrary text.",
    "Optional. Required when the colour is red.",
    "Optional. Required.",
    "Identifier of the colour.",
    "Read-only after it was made.",
    "The colour. Required. Really.",
    "",
    null,
  ])("%s says nothing", (description) => {
    expect(behaviorOf(description)).toEqual(none);
  });

  test("a description of labels without end is read in bounded time", () => {
    expect(behaviorOf("Immutable. ".repeat(100_000)).immutable).toBe(true);
    expect(behaviorOf("(".repeat(100_000))).toEqual(none);
  });
});

describe("prose", () => {
  test("labels alone are none", () => {
    expect(["Required.", "Output only. Immutable.", "[Output only]", "", null].map(proseOf)).toEqual(
      Array(5).fill(null),
    );
  });

  test("a description with labels stays whole", () => {
    expect(proseOf("Required. The colour.")).toBe("Required. The colour.");
  });
});

describe("access", () => {
  const access = (description: string, readOnly = false, updated = true): string => {
    const { read, create, update } = accessOf(behaviorOf(description), readOnly, updated);
    return [read && "read", create && "create", update && "update"].filter(Boolean).join(" ");
  };

  test("follows the labels and readOnly", () => {
    expect(access("The colour.")).toBe("read create update");
    expect(access("Output only. The time.")).toBe("read");
    expect(access("The time.", true)).toBe("read");
    expect(access("Input only. A secret.")).toBe("create update");
    expect(access("Immutable. The owner.")).toBe("read create");
    expect(access("Input only. Immutable. A secret.")).toBe("create");
  });

  test("an immutable field of a nested message goes along with it", () => {
    expect(access("Immutable. The owner.", false, false)).toBe("read create update");
  });
});
