import { z } from "zod";
import {
  askExclusion,
  decideExclusion,
  exclusionWish,
  listExclusions,
} from "#server/waves/frame/exclusions.ts";
import { framePage } from "#server/waves/frame/frame-page.ts";
import { keptPreview, previewFrame } from "#server/waves/frame/preview-frame.ts";
import { lockWave, unlockWave } from "#server/waves/lock-wave.ts";
import { waveManager } from "#server/waves/wave-manager.ts";
import { doWork } from "#server/waves/work/wave-work.ts";
import { shanghaiDate } from "#surveys/calendar-date.ts";
import { procedureFor, router } from "../procedures.ts";

const id = z.int().positive();
const wave = z.strictObject({ id });
const manage = procedureFor("waves.manage");

/** Who a wave is about: its frame, and homes that are left in peace. */
export const waveFramesRouter = router({
  page: manage.input(wave).query(({ ctx, input }) => framePage(ctx.db, waveManager(ctx.scope), input.id)),
  /** The last preview; null when there is none. */
  kept: manage.input(wave).query(({ ctx, input }) => keptPreview(ctx.db, waveManager(ctx.scope), input.id)),
  preview: manage.input(wave).mutation(({ ctx, input }) => {
    const by = waveManager(ctx.scope);
    return doWork(ctx.db, by, { waveId: input.id, kind: "preview" }, (tell) =>
      previewFrame(ctx.db, by, input.id, tell),
    );
  }),
  lock: manage.input(wave).mutation(({ ctx, input }) => {
    const by = waveManager(ctx.scope);
    const today = shanghaiDate(ctx.now());
    return doWork(ctx.db, by, { waveId: input.id, kind: "lock" }, (tell) =>
      lockWave(ctx.db, by, input.id, today, tell),
    );
  }),
  unlock: manage
    .input(z.strictObject({ id, reason: z.string().max(500) }))
    .mutation(({ ctx, input }) => unlockWave(ctx.db, waveManager(ctx.scope), input.id, input.reason)),
  exclusions: manage
    .input(wave)
    .query(({ ctx, input }) => listExclusions(ctx.db, waveManager(ctx.scope), input.id)),
  /** Whoever leads units may ask for a home of theirs. */
  askExclusion: procedureFor("readings.read")
    .input(exclusionWish)
    .mutation(({ ctx, input }) => askExclusion(ctx.db, ctx.scope, input)),
  decideExclusion: manage
    .input(z.strictObject({ exclusion: id, approve: z.boolean() }))
    .mutation(({ ctx, input }) =>
      decideExclusion(ctx.db, waveManager(ctx.scope), input.exclusion, input.approve),
    ),
});
