import { z } from "zod";
import { fieldAgent } from "#server/fieldwork/field-agent.ts";
import { wavesForAgent } from "#server/fieldwork/field-waves-for-agents.ts";
import { openCase } from "#server/fieldwork/open-case.ts";
import { contactReport, recordContact } from "#server/fieldwork/record-contact.ts";
import { releaseCase, saveInterview } from "#server/fieldwork/save-interview.ts";
import { interviewReport, submitInterview } from "#server/fieldwork/submit-interview.ts";
import { worklist } from "#server/fieldwork/worklist.ts";
import { askErasureForCase } from "#server/vault/ask-for-case.ts";
import { REVEAL_REASONS, revealForCall } from "#server/vault/reveal-for-call.ts";
import { nothing, procedureFor, router } from "../procedures.ts";

const respondentKey = z.uuid();
const work = procedureFor("callbacks.work");

/** Calls and visits: whom to ask next, the interview, and how each contact ended. */
export const interviewsRouter = router({
  waves: work.input(nothing).query(({ ctx }) => wavesForAgent(ctx.db, fieldAgent(ctx.scope), ctx.now())),
  list: work
    .input(z.strictObject({ waveId: z.int().positive(), limit: z.int().min(1).max(200).default(60) }))
    .query(({ ctx, input }) => worklist(ctx.db, fieldAgent(ctx.scope), input, ctx.now())),
  open: work
    .input(z.strictObject({ respondentKey, mode: z.enum(["phone", "visit"]) }))
    .mutation(async ({ ctx, input }) => openCase(await ctx.interviews(), fieldAgent(ctx.scope), input)),
  reveal: work
    .input(z.strictObject({ respondentKey, reason: z.enum(REVEAL_REASONS) }))
    .mutation(({ ctx, input }) => revealForCall(ctx.db, fieldAgent(ctx.scope), input, ctx.now())),
  askErasure: work
    .input(z.strictObject({ respondentKey }))
    .mutation(({ ctx, input }) =>
      askErasureForCase(ctx.db, fieldAgent(ctx.scope), input.respondentKey, ctx.now()),
    ),
  save: work
    .input(z.strictObject({ respondentKey, answers: z.record(z.string().max(40), z.unknown()) }))
    .mutation(({ ctx, input }) => saveInterview(ctx.db, fieldAgent(ctx.scope), input, ctx.now())),
  release: work
    .input(z.strictObject({ respondentKey }))
    .mutation(({ ctx, input }) => releaseCase(ctx.db, fieldAgent(ctx.scope), input.respondentKey)),
  contact: work
    .input(contactReport)
    .mutation(({ ctx, input }) => recordContact(ctx.db, fieldAgent(ctx.scope), input, ctx.now())),
  submit: work
    .input(interviewReport)
    .mutation(async ({ ctx, input }) =>
      submitInterview(await ctx.interviews(), fieldAgent(ctx.scope), input),
    ),
});
