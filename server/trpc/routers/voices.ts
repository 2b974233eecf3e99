import { correctTopic, topicCorrection } from "#server/voices/correct-topics.ts";
import { indicatorVoices, indicatorVoicesQuery } from "#server/voices/indicator-voices.ts";
import { changeQuotes, quoteChange, quotesView } from "#server/voices/quotes.ts";
import { textsQuery, voiceTexts } from "#server/voices/voice-texts.ts";
import { voicesQuery, voicesView } from "#server/voices/voices-view.ts";
import { sourcesOf } from "../context.ts";
import { procedureFor, router } from "../procedures.ts";

const count = procedureFor("readings.read");
const read = procedureFor("voices.read");
const curate = procedureFor("voices.curate");

/** Owners' own words: what they speak of, and for those who may, what they said. */
export const voicesRouter = router({
  topics: count
    .input(voicesQuery)
    .query(async ({ ctx, input }) => voicesView(await sourcesOf(ctx), ctx.scope, input)),
  ofIndicator: count
    .input(indicatorVoicesQuery)
    .query(async ({ ctx, input }) => indicatorVoices(await sourcesOf(ctx), ctx.scope, input)),
  quotes: count
    .input(voicesQuery)
    .query(async ({ ctx, input }) => quotesView(await sourcesOf(ctx), ctx.scope, input)),
  texts: read
    .input(textsQuery)
    .query(async ({ ctx, input }) => voiceTexts(await sourcesOf(ctx), ctx.scope, input)),
  correct: curate.input(topicCorrection).mutation(({ ctx, input }) => correctTopic(ctx.db, ctx.scope, input)),
  changeQuotes: curate
    .input(quoteChange)
    .mutation(({ ctx, input }) => changeQuotes(ctx.db, ctx.scope, input)),
});
