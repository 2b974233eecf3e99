import type { inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "#server/trpc/router.ts";

/** The monitor as it reaches the browser: what is undefined on the server is absent here. */
export type ShownMonitor = inferRouterOutputs<AppRouter>["monitor"]["view"];
export type ShownProject = ShownMonitor["projects"][number];
export type ShownStratum = ShownProject["phases"][number];
