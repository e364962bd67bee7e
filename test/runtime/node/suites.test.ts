// The suites of the runtime, over this transport in place of the platform's. Not that of retries: it counts attempts
// over connections that were kept and are reset, which this transport repeats by itself.
import { afterAll, beforeAll, describe } from "vitest";
import { nodeFetch } from "../../../templates/runtime/src/node/index.ts";

const platform = globalThis.fetch;
beforeAll(() => {
  globalThis.fetch = nodeFetch({ proxy: false }) as typeof globalThis.fetch;
});
afterAll(() => {
  globalThis.fetch = platform;
});

describe("over node:http", async () => {
  await import("../faults.test.ts");
  await import("../errorBodies.test.ts");
  await import("../asStream.test.ts");
  await import("../redirect.test.ts");
  await import("../request.test.ts");
  await import("../streams.test.ts");
  await import("../pages.test.ts");
});
