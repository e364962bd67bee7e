import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Processes are started and packages compiled in some tests; none of them measures time.
    testTimeout: 30_000,
    hookTimeout: 120_000,
    // Tests share nothing through globals, so a file needs no process of its own: threads start several times faster.
    pool: "threads",
    passWithNoTests: false,
    restoreMocks: true,
    unstubEnvs: true,
  },
});
