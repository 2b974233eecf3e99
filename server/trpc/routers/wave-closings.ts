import { z } from "zod";
import { vouch } from "#server/passports/vouch.ts";
import { VOUCHED_VIEWS } from "#server/passports/vouched-views.ts";
import { closePage } from "#server/waves/close/close-page.ts";
import { closeWave, publishWave, reopenWave } from "#server/waves/close/close-wave.ts";
import { methodPage } from "#server/waves/method/method-page.ts";
import { noteChange, saveWaveNote } from "#server/waves/method/wave-notes.ts";
import { moveLastDay } from "#server/waves/open-field.ts";
import { waveManager } from "#server/waves/wave-manager.ts";
import { doWork } from "#server/waves/work/wave-work.ts";
import { shanghaiDate } from "#surveys/calendar-date.ts";
import { placeOf, sourcesOf } from "../context.ts";
import { procedureFor, router } from "../procedures.ts";

const id = z.int().positive();
const reason = z.string().max(500);
const wave = z.strictObject({ id });
const manage = procedureFor("waves.manage");

/** The end of a wave: its last day, its close, and how it was done. */
export const waveClosingsRouter = router({
  page: manage
    .input(wave)
    .query(({ ctx, input }) => closePage(ctx.db, waveManager(ctx.scope), input.id, shanghaiDate(ctx.now()))),
  moveLastDay: manage
    .input(z.strictObject({ id, closesOn: z.iso.date(), reason }))
    .mutation(({ ctx, input: { id, closesOn, reason } }) =>
      moveLastDay(ctx.db, waveManager(ctx.scope), id, closesOn, reason, shanghaiDate(ctx.now())),
    ),
  close: manage
    .input(z.strictObject({ id, earlyReason: reason.optional() }))
    .mutation(({ ctx, input: { id, earlyReason } }) => {
      const by = waveManager(ctx.scope);
      const today = shanghaiDate(ctx.now());
      return doWork(ctx.db, by, { waveId: id, kind: "close" }, (tell) =>
        closeWave(ctx.db, by, id, today, earlyReason, tell),
      );
    }),
  reopen: manage
    .input(z.strictObject({ id, reason }))
    .mutation(({ ctx, input }) => reopenWave(ctx.db, waveManager(ctx.scope), input.id, input.reason)),
  publish: manage.input(z.strictObject({ id, reason })).mutation(async ({ ctx, input }) => {
    const by = waveManager(ctx.scope);
    const sources = await sourcesOf(ctx);
    return doWork(ctx.db, by, { waveId: input.id, kind: "publish" }, (tell) =>
      publishWave(sources, by, input.id, input.reason, tell),
    );
  }),
  /** How the wave was done; for everybody once it is published. */
  method: procedureFor("readings.read")
    .input(wave)
    .query(async ({ ctx, input }) => methodPage(await sourcesOf(ctx), ctx.scope, input.id)),
  /** Margins of error by index, of the units one may read. */
  margins: procedureFor("readings.read")
    .input(VOUCHED_VIEWS["waveClosings.margins"].query)
    .query(async ({ ctx, input }) => vouch("waveClosings.margins", await placeOf(ctx), input)),
  /** Writes down what no data tells of how the wave was asked; once it is published, as a supplement. */
  saveNote: manage
    .input(z.strictObject({ id, change: noteChange }))
    .mutation(({ ctx, input }) => saveWaveNote(ctx.db, waveManager(ctx.scope), input.id, input.change)),
  /** How its numbers would stand under further margins; for those who run the wave. */
  otherWeights: manage
    .input(VOUCHED_VIEWS["waveClosings.otherWeights"].query)
    .query(async ({ ctx, input }) => vouch("waveClosings.otherWeights", await placeOf(ctx), input)),
});
