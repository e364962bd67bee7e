import { describe, expect, test } from "vitest";
import { bundle } from "../../bench/bundle.mjs";
import { measureSizes, ours } from "../../bench/size.mjs";

/** Each program is bundled as for a browser, and has run against a local service before its size counts. */
const rows = measureSizes({ withPeers: false });

const rowOf = async (program: string) => {
  const row = (await rows).find((each) => each.program === program);
  if (row === undefined) throw new Error(`${program} was not measured`);
  return row;
};

describe("what a program costs that calls one operation, minified and after gzip", () => {
  const withBar = ours.flatMap(({ program, task, bar }) => (bar === undefined ? [] : [{ program, task, bar }]));

  test.each(withBar)("$task: at most $bar bytes", async ({ program, bar }) => {
    expect((await rowOf(program)).measured).toBeLessThanOrEqual(bar);
  });

  test("there are bars for a plain call and for one that is polled", () => {
    expect(withBar.map(({ program }) => program)).toEqual(expect.arrayContaining(["batch-terminate", "aks-abort"]));
  });
});

describe("what is not called is not paid for", () => {
  const textOf = async (program: string): Promise<string> => new TextDecoder().decode((await bundle(program)).code);

  test("a client alone, from an index with all groups, brings no operation and nothing to call one", async () => {
    const { inputs, code } = await bundle("batch-client");
    expect(inputs.some((path) => path.endsWith("/task.js"))).toBe(true);
    const text = new TextDecoder().decode(code);
    expect(text).not.toMatch(/\/jobs|\/pools|Retry-After/i);
    expect(text).toContain("azure-batch");
  });

  test("a group's module brings the operations that are called, and no others", async () => {
    const text = await textOf("batch-terminate");
    expect(text.match(/path:"[^"]*"/g)).toEqual(['path:"/jobs/{jobId}/tasks/{taskId}/terminate"']);
  });

  test("polling comes with operations that are polled only", async () => {
    expect(await textOf("aks-abort")).toMatch(/azure-asyncoperation/i);
    expect(await textOf("batch-terminate")).not.toMatch(/azure-asyncoperation|percentComplete/i);
  });

  test("the namespace of an index is a whole group: the group's module is the lean form", async () => {
    const [lean, whole] = [await rowOf("batch-terminate"), await rowOf("batch-terminate-index")];
    expect(whole.minified).toBeGreaterThan(lean.minified);
  });

  test("nothing but generated code and the runtime is in a bundle", async () => {
    const { inputs } = await bundle("aks-abort");
    const foreign = inputs.filter(
      (path) => !/(^|\/)(generated\/[^/]+\/dist|templates\/runtime\/dist|bench\/programs)\//.test(path),
    );
    expect(foreign).toEqual([]);
  });
});
