import { defineConfig } from "vitest/config";

export default defineConfig({
  // as the build has it: messages come compiled, see app/language/ready-messages.ts
  resolve: { alias: { "use-intl/format-message": "use-intl/format-message/format-only" } },
  test: {
    include: ["{analytics,surveys,server,seeds,app,tests}/**/*.test.{ts,tsx}"],
    globalSetup: ["tests/global-setup.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    // links made in a test are opened by the servers and commands it starts
    env: { SECRET: "a secret for tests that is long enough to be one" },
    server: { deps: { inline: ["use-intl"] } },
  },
});
