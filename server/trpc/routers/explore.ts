import { crosstabQuery } from "#server/explore/crosstab-query.ts";
import { crosstabView } from "#server/explore/crosstab-view.ts";
import { sourcesOf } from "../context.ts";
import { procedureFor, router } from "../procedures.ts";

const read = procedureFor("readings.read");

/** Free analysis: any cut under any filter. */
export const exploreRouter = router({
  crosstab: read
    .input(crosstabQuery)
    .query(async ({ ctx, input }) => crosstabView(await sourcesOf(ctx), ctx.scope, input)),
});
