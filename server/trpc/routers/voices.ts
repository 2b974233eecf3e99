import { vouch } from "#server/passports/vouch.ts";
import { correctTopic, topicCorrection } from "#server/voices/correct-topics.ts";
import { exportVoices } from "#server/voices/export-voices.ts";
import { indicatorVoices, indicatorVoicesQuery } from "#server/voices/indicator-voices.ts";
import {
  lexiconDraft,
  lexiconPreviewQuery,
  lexiconView,
  previewLexicon,
  publishLexicon,
} from "#server/voices/lexicon-editing.ts";
import { changeQuotes, quoteChange, quotesView } from "#server/voices/quotes.ts";
import { textsQuery, voiceTexts } from "#server/voices/voice-texts.ts";
import { voicesQuery } from "#server/voices/voices-view.ts";
import { placeOf, sourcesOf } from "../context.ts";
import { nothing, procedureFor, router } from "../procedures.ts";

const count = procedureFor("readings.read");
const read = procedureFor("voices.read");
const curate = procedureFor("voices.curate");

/** Owners' own words: what they speak of, and for those who may, what they said. */
export const voicesRouter = router({
  topics: count
    .input(voicesQuery)
    .query(async ({ ctx, input }) => vouch("voices.topics", await placeOf(ctx), input)),
  ofIndicator: count
    .input(indicatorVoicesQuery)
    .query(async ({ ctx, input }) => indicatorVoices(await sourcesOf(ctx), ctx.scope, input)),
  quotes: count
    .input(voicesQuery)
    .query(async ({ ctx, input }) => quotesView(await sourcesOf(ctx), ctx.scope, input)),
  texts: read
    .input(textsQuery)
    .query(async ({ ctx, input }) => voiceTexts(await sourcesOf(ctx), ctx.scope, input)),
  /** A file leaves the house: noted, and only for those who may take files. */
  export: read
    .input(textsQuery.omit({ cursor: true, limit: true, direction: true }))
    .mutation(async ({ ctx, input }) => exportVoices(await sourcesOf(ctx), ctx.scope, input)),
  lexicon: curate.input(nothing).query(({ ctx }) => lexiconView(ctx.db, ctx.scope)),
  previewLexicon: curate
    .input(lexiconPreviewQuery)
    .mutation(async ({ ctx, input }) => previewLexicon(await sourcesOf(ctx), ctx.scope, input)),
  publishLexicon: curate
    .input(lexiconDraft)
    .mutation(({ ctx, input }) => publishLexicon(ctx.db, ctx.scope, input)),
  correct: curate.input(topicCorrection).mutation(({ ctx, input }) => correctTopic(ctx.db, ctx.scope, input)),
  changeQuotes: curate
    .input(quoteChange)
    .mutation(({ ctx, input }) => changeQuotes(ctx.db, ctx.scope, input)),
});
