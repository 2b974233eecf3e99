import { cellView } from "#server/indicators/cell-view.ts";
import { heatView } from "#server/indicators/heat-view.ts";
import { homeView } from "#server/indicators/home-view.ts";
import { cellQuery, heatQuery, indicatorQuery } from "#server/indicators/query.ts";
import { procedureFor, router } from "../procedures.ts";

const read = procedureFor("readings.read");

export const indicatorsRouter = router({
  home: read.input(indicatorQuery).query(({ ctx, input }) => homeView(ctx.db, ctx.scope, input)),
  heat: read.input(heatQuery).query(({ ctx, input }) => heatView(ctx.db, ctx.scope, input)),
  cell: read.input(cellQuery).query(({ ctx, input }) => cellView(ctx.db, ctx.scope, input)),
});
