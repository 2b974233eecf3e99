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
    server: { deps: { inline: ["use-intl"] } },
  },
});
