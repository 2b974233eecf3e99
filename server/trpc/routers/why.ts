import { changeQuery, changeWhy } from "#server/explanations/change-view.ts";
import { driversQuery, driversView } from "#server/explanations/drivers-view.ts";
import { prioritiesView } from "#server/explanations/priorities-view.ts";
import { reliabilityView } from "#server/explanations/reliability-view.ts";
import { sourcesOf } from "../context.ts";
import { procedureFor, router } from "../procedures.ts";

const read = procedureFor("readings.read");

/** Why numbers are as they are: what moved them, what drives them, where to begin. */
export const whyRouter = router({
  change: read
    .input(changeQuery)
    .query(async ({ ctx, input }) => changeWhy(await sourcesOf(ctx), ctx.scope, input)),
  drivers: read
    .input(driversQuery)
    .query(async ({ ctx, input }) => driversView(await sourcesOf(ctx), ctx.scope, input)),
  priorities: read
    .input(driversQuery)
    .query(async ({ ctx, input }) => prioritiesView(await sourcesOf(ctx), ctx.scope, input)),
  reliability: read
    .input(driversQuery)
    .query(async ({ ctx, input }) => reliabilityView(await sourcesOf(ctx), ctx.scope, input)),
});
