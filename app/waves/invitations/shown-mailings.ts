import type { inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "#server/trpc/router.ts";

type Mailings = inferRouterOutputs<AppRouter>["mailings"];
/** What was written to the owners of a wave, as it reaches the browser. */
export type ShownMailings = Mailings["list"];
export type ShownMailing = ShownMailings["mailings"][number];
