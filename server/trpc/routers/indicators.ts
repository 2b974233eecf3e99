import { cellView } from "#server/indicators/cell-view.ts";
import { heatView } from "#server/indicators/heat-view.ts";
import { homeView } from "#server/indicators/home-view.ts";
import { cellQuery, heatQuery, indicatorQuery } from "#server/indicators/query.ts";
import { rollingQuery, rollingView } from "#server/indicators/rolling-view.ts";
import { sourcesOf } from "../context.ts";
import { procedureFor, router } from "../procedures.ts";

const read = procedureFor("readings.read");

export const indicatorsRouter = router({
  home: read
    .input(indicatorQuery)
    .query(async ({ ctx, input }) => homeView(await sourcesOf(ctx), ctx.scope, input, ctx.now())),
  heat: read
    .input(heatQuery)
    .query(async ({ ctx, input }) => heatView(await sourcesOf(ctx), ctx.scope, input)),
  cell: read
    .input(cellQuery)
    .query(async ({ ctx, input }) => cellView(await sourcesOf(ctx), ctx.scope, input)),
  /** Callbacks: a stream of answers, read over quarters and rolling years. */
  rolling: read
    .input(rollingQuery)
    .query(async ({ ctx, input }) => rollingView(await sourcesOf(ctx), ctx.scope, input)),
});
