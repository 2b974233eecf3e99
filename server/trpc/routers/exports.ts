import { chartNote, noteChart } from "#server/exports/note-chart.ts";
import { procedureFor, router } from "../procedures.ts";

export const exportsRouter = router({
  noteChart: procedureFor("exports.run")
    .input(chartNote)
    .mutation(({ ctx, input }) => noteChart(ctx.db, ctx.scope, input)),
});
