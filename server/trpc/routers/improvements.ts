import {
  draftInput,
  draftNote,
  draftRef,
  draftsQuery,
  listDrafts,
  noteDraft,
  putDraft,
  setDraftRemoved,
} from "#server/improvements/drafts.ts";
import { sourcesOf } from "../context.ts";
import { procedureFor, router } from "../procedures.ts";

const draft = procedureFor("improvements.draft");

/** Findings somebody wants to act on, before they are plans. */
export const improvementsRouter = router({
  list: procedureFor("readings.read")
    .input(draftsQuery)
    .query(({ ctx, input }) => listDrafts(ctx.db, ctx.scope, input)),
  put: draft
    .input(draftInput)
    .mutation(async ({ ctx, input }) => putDraft(await sourcesOf(ctx), ctx.scope, input)),
  note: draft.input(draftNote).mutation(({ ctx, input }) => noteDraft(ctx.db, ctx.scope, input)),
  remove: draft
    .input(draftRef)
    .mutation(({ ctx, input }) => setDraftRemoved(ctx.db, ctx.scope, input.id, true)),
  restore: draft
    .input(draftRef)
    .mutation(({ ctx, input }) => setDraftRemoved(ctx.db, ctx.scope, input.id, false)),
});
