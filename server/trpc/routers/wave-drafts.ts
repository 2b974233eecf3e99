import { z } from "zod";
import { draftPage, saveDraft } from "#server/waves/draft-page.ts";
import { deleteDraft, waveDraft } from "#server/waves/draft-wave.ts";
import { startWave } from "#server/waves/start-wave.ts";
import { waveManager } from "#server/waves/wave-manager.ts";
import { shanghaiDate } from "#surveys/calendar-date.ts";
import { procedureFor, router } from "../procedures.ts";

const id = z.int().positive();
const manage = procedureFor("waves.manage");

/** Waves that are being planned. */
export const waveDraftsRouter = router({
  start: manage
    .input(z.strictObject({ year: z.int().min(2000).max(2100) }))
    .mutation(({ ctx, input }) => startWave(ctx.db, waveManager(ctx.scope), input.year)),
  one: manage
    .input(z.strictObject({ id }))
    .query(({ ctx, input }) => draftPage(ctx.db, waveManager(ctx.scope), input.id, shanghaiDate(ctx.now()))),
  save: manage
    .input(z.strictObject({ id, draft: waveDraft }))
    .mutation(({ ctx, input }) =>
      saveDraft(ctx.db, waveManager(ctx.scope), input.id, input.draft, shanghaiDate(ctx.now())),
    ),
  discard: manage
    .input(z.strictObject({ id }))
    .mutation(({ ctx, input }) => deleteDraft(ctx.db, waveManager(ctx.scope), input.id)),
});
