import { vouch } from "#server/passports/vouch.ts";
import { VOUCHED_VIEWS } from "#server/passports/vouched-views.ts";
import { placeOf } from "../context.ts";
import { procedureFor, router } from "../procedures.ts";

const read = procedureFor("readings.read");

export const indicatorsRouter = router({
  home: read
    .input(VOUCHED_VIEWS["indicators.home"].query)
    .query(async ({ ctx, input }) => vouch("indicators.home", await placeOf(ctx), input)),
  heat: read
    .input(VOUCHED_VIEWS["indicators.heat"].query)
    .query(async ({ ctx, input }) => vouch("indicators.heat", await placeOf(ctx), input)),
  cell: read
    .input(VOUCHED_VIEWS["indicators.cell"].query)
    .query(async ({ ctx, input }) => vouch("indicators.cell", await placeOf(ctx), input)),
  /** Callbacks: a stream of answers, read over quarters and the twelve months up to each one's end. */
  rolling: read
    .input(VOUCHED_VIEWS["indicators.rolling"].query)
    .query(async ({ ctx, input }) => vouch("indicators.rolling", await placeOf(ctx), input)),
});
