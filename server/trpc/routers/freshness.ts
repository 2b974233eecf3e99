import { freshnessView } from "#server/indicators/freshness.ts";
import { nothing, procedureFor, router } from "../procedures.ts";

export const freshnessRouter = router({
  get: procedureFor("readings.read")
    .input(nothing)
    .query(async ({ ctx }) => freshnessView(await ctx.analysis(), ctx.scope)),
});
