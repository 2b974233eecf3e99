import { z } from "zod";
import { openField } from "#server/waves/open-field.ts";
import { drawSample } from "#server/waves/sample/draw-sample.ts";
import { plannedSample, samplePage } from "#server/waves/sample/sample-page.ts";
import { storedPlan } from "#server/waves/sample/sample-plan.ts";
import { waveManager } from "#server/waves/wave-manager.ts";
import { doWork } from "#server/waves/work/wave-work.ts";
import { shanghaiDate } from "#surveys/calendar-date.ts";
import { procedureFor, router } from "../procedures.ts";

const id = z.int().positive();
const seed = z.int().min(0).max(4_294_967_295);
const manage = procedureFor("waves.manage");

/** Whom a wave asks of its frame, and the beginning of the asking. */
export const waveSamplesRouter = router({
  page: manage
    .input(z.strictObject({ id }))
    .query(({ ctx, input }) => samplePage(ctx.db, waveManager(ctx.scope), input.id)),
  /** Changes nothing; a plan with many strata of its own is too long for an address. */
  plan: manage
    .meta({ whileViewing: true })
    .input(z.strictObject({ id, plan: storedPlan }))
    .mutation(({ ctx, input }) => plannedSample(ctx.db, waveManager(ctx.scope), input.id, input.plan)),
  draw: manage
    .input(z.strictObject({ id, plan: storedPlan, seed: seed.optional() }))
    .mutation(({ ctx, input: { id, plan, seed } }) => {
      const by = waveManager(ctx.scope);
      return doWork(ctx.db, by, { waveId: id, kind: "draw" }, async (tell) => {
        const { strata: _, ...draw } = await drawSample(
          ctx.db,
          by,
          id,
          { plan, ...(seed !== undefined && { seed }) },
          tell,
        );
        return draw;
      });
    }),
  /** Draws again by the stored seed and plan, and says whether the same homes came out. */
  replay: manage.input(z.strictObject({ id })).mutation(({ ctx, input }) => {
    const by = waveManager(ctx.scope);
    return doWork(ctx.db, by, { waveId: input.id, kind: "replay" }, async (tell) => {
      const { strata: _, ...draw } = await drawSample(ctx.db, by, input.id, {}, tell);
      return draw;
    });
  }),
  open: manage
    .input(z.strictObject({ id }))
    .mutation(({ ctx, input }) =>
      openField(ctx.db, waveManager(ctx.scope), input.id, shanghaiDate(ctx.now())),
    ),
});
