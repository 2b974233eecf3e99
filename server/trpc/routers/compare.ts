import { cohortsQuery } from "#server/explanations/cohorts-query.ts";
import { cohortsView } from "#server/explanations/cohorts-view.ts";
import { fieldworkQuery, fieldworkView } from "#server/explanations/fieldwork-view.ts";
import { relativeChanges, relativeChangesQuery } from "#server/explanations/relative-changes.ts";
import { unitsQuery } from "#server/explanations/units-query.ts";
import { unitsView } from "#server/explanations/units-view.ts";
import { sourcesOf } from "../context.ts";
import { procedureFor, router } from "../procedures.ts";

const read = procedureFor("readings.read");

/** Units held against each other, and the answers against the owners they stand for. */
export const compareRouter = router({
  units: read
    .input(unitsQuery)
    .query(async ({ ctx, input }) => unitsView(await sourcesOf(ctx), ctx.scope, input)),
  cohorts: read
    .input(cohortsQuery)
    .query(async ({ ctx, input }) => cohortsView(await sourcesOf(ctx), ctx.scope, input)),
  changes: read
    .input(relativeChangesQuery)
    .query(async ({ ctx, input }) => relativeChanges(await sourcesOf(ctx), ctx.scope, input)),
  fieldwork: read
    .input(fieldworkQuery)
    .query(async ({ ctx, input }) => fieldworkView(await sourcesOf(ctx), ctx.scope, input)),
});
