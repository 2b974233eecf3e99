import type { inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "#server/trpc/router.ts";

type Quality = inferRouterOutputs<AppRouter>["quality"];
/** An answer that waits for judgement, as it reaches the browser. */
export type ShownResponse = Quality["queue"][number];
export type ShownInterviewer = Quality["interviewers"]["rows"][number];
export type ShownEffect = Quality["effect"][number];
export type ShownCounts = Quality["counts"];
export type Verdict = "keep" | "flag" | "void";
