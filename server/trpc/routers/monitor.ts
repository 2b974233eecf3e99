import { monitorRequest, monitorWave } from "#server/waves/monitor/monitor-wave.ts";
import { sourcesOf } from "../context.ts";
import { procedureFor, router } from "../procedures.ts";

/** How the field of a wave is going: strata, never persons. */
export const monitorRouter = router({
  view: procedureFor("readings.read")
    .input(monitorRequest)
    .query(async ({ ctx, input }) => monitorWave(await sourcesOf(ctx), ctx.scope, input, ctx.now())),
});
