import { z } from "zod";
import { publishedDefinition } from "#server/indicators/definitions.ts";
import { interferenceReports } from "#server/waves/quality/interference-reports.ts";
import { interviewersView } from "#server/waves/quality/interviewers-view.ts";
import { projectGrades } from "#server/waves/quality/project-grades.ts";
import { QUALITY_CODES, type QualityCode } from "#server/waves/quality/quality-codes.ts";
import { queueCounts, reviewQueue } from "#server/waves/quality/review-queue.ts";
import {
  decideVoid,
  judgeResponse,
  proposeVoid,
  undoVerdict,
  withdrawVoid,
} from "#server/waves/quality/review-responses.ts";
import { judgeSeveral, MOST_AT_ONCE } from "#server/waves/quality/review-several.ts";
import { scoreEffect } from "#server/waves/quality/score-effect.ts";
import { screenResponses } from "#server/waves/quality/screen-responses.ts";
import { readWave } from "#server/waves/wave-facts.ts";
import { waveManager } from "#server/waves/wave-manager.ts";
import { procedureFor, router } from "../procedures.ts";

const manage = procedureFor("waves.manage");
const ofWave = z.strictObject({ waveId: z.int().positive() });
const responseId = z.uuid();
const reason = z.string().max(500);
const codes = Object.keys(QUALITY_CODES) as [QualityCode, ...QualityCode[]];

/** Odd answers and what people decide on them; for those who run the wave, but for the grades. */
export const qualityRouter = router({
  counts: manage
    .input(ofWave)
    .query(({ ctx, input }) => queueCounts(ctx.db, waveManager(ctx.scope), input.waveId)),
  queue: manage
    .input(
      ofWave.extend({
        projectId: z.int().positive().optional(),
        code: z.enum(codes).optional(),
        interviewer: z.string().min(1).max(100).optional(),
        after: responseId.optional(),
        limit: z.int().min(1).max(200).default(50),
      }),
    )
    .query(({ ctx, input }) => reviewQueue(ctx.db, waveManager(ctx.scope), input)),
  screen: manage
    .input(ofWave)
    .mutation(({ ctx, input }) => screenResponses(ctx.db, waveManager(ctx.scope), input.waveId)),
  judge: manage
    .input(z.strictObject({ responseId, verdict: z.enum(["keep", "flag"]), reason }))
    .mutation(({ ctx, input }) =>
      judgeResponse(ctx.db, waveManager(ctx.scope), input.responseId, input.verdict, input.reason),
    ),
  judgeSeveral: manage
    .input(
      z.strictObject({
        responseIds: z.array(responseId).min(1).max(MOST_AT_ONCE),
        verdict: z.enum(["keep", "flag", "void"]),
        reason,
      }),
    )
    .mutation(({ ctx, input }) =>
      judgeSeveral(ctx.db, waveManager(ctx.scope), input.responseIds, input.verdict, input.reason),
    ),
  undo: manage
    .input(z.strictObject({ responseId }))
    .mutation(({ ctx, input }) => undoVerdict(ctx.db, waveManager(ctx.scope), input.responseId)),
  proposeVoid: manage
    .input(z.strictObject({ responseId, reason }))
    .mutation(({ ctx, input }) =>
      proposeVoid(ctx.db, waveManager(ctx.scope), input.responseId, input.reason),
    ),
  withdrawVoid: manage
    .input(z.strictObject({ reviewId: z.int().positive() }))
    .mutation(({ ctx, input }) => withdrawVoid(ctx.db, waveManager(ctx.scope), input.reviewId)),
  decideVoid: manage
    .input(z.strictObject({ reviewId: z.int().positive(), confirm: z.boolean() }))
    .mutation(({ ctx, input }) => decideVoid(ctx.db, waveManager(ctx.scope), input.reviewId, input.confirm)),
  effect: manage.input(ofWave).query(async ({ ctx, input }) => {
    const wave = await readWave(ctx.db, input.waveId);
    const { definition } = await publishedDefinition(ctx.db, undefined, wave.year);
    return scoreEffect(ctx.db, waveManager(ctx.scope), input.waveId, definition);
  }),
  interference: manage
    .input(ofWave)
    .query(({ ctx, input }) => interferenceReports(ctx.db, waveManager(ctx.scope), input.waveId)),
  interviewers: manage
    .input(ofWave)
    .query(({ ctx, input }) => interviewersView(ctx.db, waveManager(ctx.scope), input.waveId)),
  grades: procedureFor("readings.read")
    .input(ofWave)
    .query(({ ctx, input }) => projectGrades(ctx.db, ctx.scope, input.waveId)),
});
