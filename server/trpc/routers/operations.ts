import { operationsQuery, operationsView } from "#server/operations/operations-view.ts";
import { sourcesOf } from "../context.ts";
import { procedureFor, router } from "../procedures.ts";

/** Repairs and complaints beside the indicators they should move. */
export const operationsRouter = router({
  beside: procedureFor("readings.read")
    .input(operationsQuery)
    .query(async ({ ctx, input }) => operationsView(await sourcesOf(ctx), ctx.scope, input, ctx.now())),
});
