import { z } from "zod";
import { fieldAgent } from "#server/fieldwork/field-agent.ts";
import { FOLLOWUP_OUTCOMES, handleFollowup } from "#server/followups/handle-followup.ts";
import { listFollowups } from "#server/followups/list-followups.ts";
import { FOLLOWUP_REASONS, revealForFollowup } from "#server/vault/reveal-for-followup.ts";
import { procedureFor, router } from "../procedures.ts";

const responseId = z.uuid();
const work = procedureFor("callbacks.work");

/** Answers whose owners said that customer service may see them and call; for headquarters and the call centre. */
export const followupsRouter = router({
  list: work
    .input(z.strictObject({ handled: z.boolean().default(false) }))
    .query(({ ctx, input }) => listFollowups(ctx.db, fieldAgent(ctx.scope), input, ctx.now())),
  open: work
    .input(z.strictObject({ responseId, reason: z.enum(FOLLOWUP_REASONS) }))
    .mutation(({ ctx, input }) => revealForFollowup(ctx.db, fieldAgent(ctx.scope), input, ctx.now())),
  handle: work
    .input(z.strictObject({ responseId, outcome: z.enum(FOLLOWUP_OUTCOMES).optional() }))
    .mutation(({ ctx, input }) => handleFollowup(ctx.db, fieldAgent(ctx.scope), input, ctx.now())),
});
