import { z } from "zod";
import { listWaves } from "#server/indicators/waves.ts";
import { listWaveRows } from "#server/waves/list-waves.ts";
import { wavePage } from "#server/waves/wave-page.ts";
import { sourcesOf } from "../context.ts";
import { nothing, procedureFor, router } from "../procedures.ts";

const read = procedureFor("readings.read");

/** Waves as everybody who reads numbers sees them. */
export const wavesRouter = router({
  /** To choose from: waves that have numbers. */
  list: read
    .input(z.strictObject({ kind: z.enum(["annual", "signing", "residence"]).default("annual") }).optional())
    .query(({ ctx, input }) => listWaves(ctx.db, ctx.scope, input?.kind)),
  rows: read.input(nothing).query(async ({ ctx }) => listWaveRows(await sourcesOf(ctx), ctx.scope)),
  one: read
    .input(z.strictObject({ id: z.int().positive() }))
    .query(({ ctx, input }) => wavePage(ctx.db, ctx.scope, input.id)),
});
