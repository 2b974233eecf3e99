import { vouch } from "#server/passports/vouch.ts";
import { VOUCHED_VIEWS } from "#server/passports/vouched-views.ts";
import { placeOf } from "../context.ts";
import { procedureFor, router } from "../procedures.ts";

/** Repairs, complaints and calls beside the indicators they should move. */
export const operationsRouter = router({
  beside: procedureFor("readings.read")
    .input(VOUCHED_VIEWS["operations.beside"].query)
    .query(async ({ ctx, input }) => vouch("operations.beside", await placeOf(ctx), input)),
});
