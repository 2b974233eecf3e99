import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{analytics,surveys,server,seeds,app,tests}/**/*.test.{ts,tsx}"],
    globalSetup: ["tests/global-setup.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
