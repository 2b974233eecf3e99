import { vouch } from "#server/passports/vouch.ts";
import { VOUCHED_VIEWS } from "#server/passports/vouched-views.ts";
import { placeOf } from "../context.ts";
import { procedureFor, router } from "../procedures.ts";

const read = procedureFor("readings.read");

/** Why numbers are as they are: what moved them, what drives them, where to begin. */
export const whyRouter = router({
  change: read
    .input(VOUCHED_VIEWS["why.change"].query)
    .query(async ({ ctx, input }) => vouch("why.change", await placeOf(ctx), input)),
  drivers: read
    .input(VOUCHED_VIEWS["why.drivers"].query)
    .query(async ({ ctx, input }) => vouch("why.drivers", await placeOf(ctx), input)),
  priorities: read
    .input(VOUCHED_VIEWS["why.priorities"].query)
    .query(async ({ ctx, input }) => vouch("why.priorities", await placeOf(ctx), input)),
  reliability: read
    .input(VOUCHED_VIEWS["why.reliability"].query)
    .query(async ({ ctx, input }) => vouch("why.reliability", await placeOf(ctx), input)),
});
