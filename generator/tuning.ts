import { setFlagsFromString } from "node:v8";

/**
 * By the version of Node, the flag that lets V8 optimise a function only once it has run ten times as long as it usually
 * asks for. A run is over in seconds and goes through thousands of functions: optimising them all takes as long as the
 * work itself, and saves less. What is really hot, as in a document of many megabytes, is optimised all the same.
 *
 * Other versions may call it something else, and V8 complains on standard error of flags that it does not know.
 */
const patience: Readonly<Record<string, string>> = {
  20: "--interrupt-budget=1000000",
  22: "--invocation-count-for-turbofan=50000",
  24: "--invocation-count-for-turbofan=50000",
};

/** Sets V8 up for a program that runs once. Holds for all threads; to be called before any work. */
export function tuneEngine(): void {
  const flag = patience[process.versions.node.split(".")[0] ?? ""];
  if (flag !== undefined) setFlagsFromString(flag);
}
