import { z } from "zod";
import { listWaves } from "#server/indicators/waves.ts";
import { procedureFor, router } from "../procedures.ts";

export const wavesRouter = router({
  list: procedureFor("readings.read")
    .input(z.strictObject({ kind: z.enum(["annual", "signing", "residence"]).default("annual") }).optional())
    .query(({ ctx, input }) => listWaves(ctx.db, ctx.scope, input?.kind)),
});
