import { freshnessView } from "#server/indicators/freshness.ts";
import { sourcesOf } from "../context.ts";
import { nothing, procedureFor, router } from "../procedures.ts";

export const freshnessRouter = router({
  get: procedureFor("readings.read")
    .input(nothing)
    .query(async ({ ctx }) => freshnessView(await sourcesOf(ctx), ctx.scope)),
});
