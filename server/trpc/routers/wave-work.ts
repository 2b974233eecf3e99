import { z } from "zod";
import { waveManager } from "#server/waves/wave-manager.ts";
import { latestWork } from "#server/waves/work/wave-work.ts";
import { procedureFor, router } from "../procedures.ts";

/** Long work on waves. */
export const waveWorkRouter = router({
  /** The newest work on a wave, running or ended; null when there was none. */
  latest: procedureFor("waves.manage")
    .input(z.strictObject({ id: z.int().positive() }))
    .query(async ({ ctx, input }) => (await latestWork(ctx.db, waveManager(ctx.scope), input.id)) ?? null),
});
