import type { inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "#server/trpc/router.ts";

/** The method page as it reaches the browser: what is undefined on the server is absent here. */
export type ShownMethod = inferRouterOutputs<AppRouter>["waveClosings"]["method"];
