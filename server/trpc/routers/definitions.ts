import { z } from "zod";
import { listDefinitions, showDefinition } from "#server/indicators/definitions.ts";
import { nothing, procedureFor, router } from "../procedures.ts";

const read = procedureFor("definitions.read");

export const definitionsRouter = router({
  list: read.input(nothing).query(({ ctx }) => listDefinitions(ctx.db, ctx.scope)),
  show: read
    .input(z.strictObject({ id: z.string().min(1).max(80), version: z.int().positive() }))
    .query(({ ctx, input }) => showDefinition(ctx.db, ctx.scope, input.id, input.version)),
});
