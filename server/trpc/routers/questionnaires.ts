import { z } from "zod";
import { changeDraft, discardDraft, startDraft } from "#server/questionnaires/draft-questionnaire.ts";
import {
  publishQuestionnaire,
  returnToDraft,
  submitDraft,
} from "#server/questionnaires/publish-questionnaire.ts";
import { listQuestionnaires, showQuestionnaire } from "#server/questionnaires/questionnaire-view.ts";
import { questionnaireSchema } from "#surveys/questionnaires/schema.ts";
import { nothing, procedureFor, router } from "../procedures.ts";

const id = z.string().min(1).max(80);
const version = z.int().positive();
const name = z.strictObject({ id, version });
const reason = z.string().max(1_000);

const read = procedureFor("questionnaires.read");
const draft = procedureFor("questionnaires.draft");
const publish = procedureFor("questionnaires.publish");

/** Versions of the questionnaires, from the first draft to what owners are asked. */
export const questionnairesRouter = router({
  list: read.input(nothing).query(({ ctx }) => listQuestionnaires(ctx.db, ctx.scope)),
  show: read
    .input(name.extend({ against: version.optional() }))
    .query(({ ctx, input }) => showQuestionnaire(ctx.db, ctx.scope, input)),
  start: draft
    .input(z.strictObject({ id, from: version }))
    .mutation(({ ctx, input }) => startDraft(ctx.db, ctx.scope, input)),
  change: draft
    .input(
      name.extend({
        hash: z.string().max(64),
        questionnaire: questionnaireSchema,
        editorial: z.record(z.string().max(20), z.string().max(500)),
      }),
    )
    .mutation(({ ctx, input }) => changeDraft(ctx.db, ctx.scope, input)),
  discard: draft.input(name).mutation(({ ctx, input }) => discardDraft(ctx.db, ctx.scope, input)),
  submit: draft
    .input(name.extend({ reason }))
    .mutation(({ ctx, input }) => submitDraft(ctx.db, ctx.scope, input)),
  sendBack: publish
    .input(name.extend({ reason }))
    .mutation(({ ctx, input }) => returnToDraft(ctx.db, ctx.scope, input)),
  publish: publish
    .input(name)
    .mutation(({ ctx, input }) => publishQuestionnaire(ctx.db, ctx.scope, input, ctx.now())),
});
