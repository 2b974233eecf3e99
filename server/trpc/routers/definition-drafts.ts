import { z } from "zod";
import { indexDefinition } from "#analytics/index-definition.ts";
import { listVersions, showVersion } from "#server/definitions/definition-view.ts";
import { changeDraft, discardDraft, startDraft } from "#server/definitions/draft-definition.ts";
import { publishDefinition, returnToDraft, submitDraft } from "#server/definitions/publish-definition.ts";
import { vouch } from "#server/passports/vouch.ts";
import { VOUCHED_VIEWS } from "#server/passports/vouched-views.ts";
import { placeOf } from "../context.ts";
import { nothing, procedureFor, router } from "../procedures.ts";

const id = z.string().min(1).max(80);
const version = z.int().positive();
const name = z.strictObject({ id, version });
const reason = z.string().max(1_000);

const read = procedureFor("definitions.read");
const draft = procedureFor("definitions.draft");
const publish = procedureFor("definitions.publish");

/** Versions of an index definition from the first draft to the published rule, and what they do to the numbers. */
export const definitionDraftsRouter = router({
  list: read.input(nothing).query(({ ctx }) => listVersions(ctx.db, ctx.scope)),
  show: read
    .input(name.extend({ against: version.optional() }))
    .query(({ ctx, input }) => showVersion(ctx.db, ctx.scope, input)),
  start: draft
    .input(z.strictObject({ id, from: version }))
    .mutation(({ ctx, input }) => startDraft(ctx.db, ctx.scope, input)),
  change: draft
    .input(name.extend({ hash: z.string().max(64), definition: indexDefinition }))
    .mutation(({ ctx, input }) => changeDraft(ctx.db, ctx.scope, input)),
  discard: draft.input(name).mutation(({ ctx, input }) => discardDraft(ctx.db, ctx.scope, input)),
  submit: draft
    .input(name.extend({ reason, effectiveWaveYear: z.int().min(2000).max(2100) }))
    .mutation(({ ctx, input }) => submitDraft(ctx.db, ctx.scope, input)),
  sendBack: publish
    .input(name.extend({ reason }))
    .mutation(({ ctx, input }) => returnToDraft(ctx.db, ctx.scope, input)),
  publish: publish
    .input(name)
    .mutation(({ ctx, input }) => publishDefinition(ctx.db, ctx.scope, input, ctx.now())),
  /** Changes nothing; a definition is too long for an address. */
  whatIf: publish
    .meta({ whileViewing: true })
    .input(VOUCHED_VIEWS["definitionDrafts.whatIf"].query)
    .mutation(async ({ ctx, input }) => vouch("definitionDrafts.whatIf", await placeOf(ctx), input)),
  basis: publish
    .input(VOUCHED_VIEWS["definitionDrafts.basis"].query)
    .query(async ({ ctx, input }) => vouch("definitionDrafts.basis", await placeOf(ctx), input)),
  history: procedureFor("readings.read")
    .input(VOUCHED_VIEWS["definitionDrafts.history"].query)
    .query(async ({ ctx, input }) => vouch("definitionDrafts.history", await placeOf(ctx), input)),
});
