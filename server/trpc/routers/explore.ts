import { vouch } from "#server/passports/vouch.ts";
import { VOUCHED_VIEWS } from "#server/passports/vouched-views.ts";
import { placeOf } from "../context.ts";
import { procedureFor, router } from "../procedures.ts";

const read = procedureFor("readings.read");

/** Free analysis: any cut under any filter. */
export const exploreRouter = router({
  crosstab: read
    .input(VOUCHED_VIEWS["explore.crosstab"].query)
    .query(async ({ ctx, input }) => vouch("explore.crosstab", await placeOf(ctx), input)),
});
