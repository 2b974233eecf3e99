import { vouch } from "#server/passports/vouch.ts";
import { VOUCHED_VIEWS } from "#server/passports/vouched-views.ts";
import { placeOf } from "../context.ts";
import { procedureFor, router } from "../procedures.ts";

const read = procedureFor("readings.read");

/** Units held against each other, and the answers against the owners they stand for. */
export const compareRouter = router({
  units: read
    .input(VOUCHED_VIEWS["compare.units"].query)
    .query(async ({ ctx, input }) => vouch("compare.units", await placeOf(ctx), input)),
  cohorts: read
    .input(VOUCHED_VIEWS["compare.cohorts"].query)
    .query(async ({ ctx, input }) => vouch("compare.cohorts", await placeOf(ctx), input)),
  changes: read
    .input(VOUCHED_VIEWS["compare.changes"].query)
    .query(async ({ ctx, input }) => vouch("compare.changes", await placeOf(ctx), input)),
  fieldwork: read
    .input(VOUCHED_VIEWS["compare.fieldwork"].query)
    .query(async ({ ctx, input }) => vouch("compare.fieldwork", await placeOf(ctx), input)),
});
