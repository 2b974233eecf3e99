import { z } from "zod";
import { listPastImports, pastImportDetail } from "#server/imports/past-imports.ts";
import { nothing, procedureFor, router } from "../procedures.ts";

const read = procedureFor("imports.read");

export const importsRouter = router({
  list: read.input(nothing).query(({ ctx }) => listPastImports(ctx.db, ctx.scope)),
  one: read
    .input(z.strictObject({ id: z.int().positive() }))
    .query(({ ctx, input }) => pastImportDetail(ctx.db, ctx.scope, input.id)),
});
