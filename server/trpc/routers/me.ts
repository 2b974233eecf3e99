import { z } from "zod";
import { meView } from "#server/auth/me.ts";
import { networkOf } from "#server/auth/network.ts";
import { startViewing, stopViewing } from "#server/auth/view-as.ts";
import { nothing, procedureFor, router, signedInProcedure } from "../procedures.ts";

export const meRouter = router({
  get: signedInProcedure.input(nothing).query(({ ctx }) => meView(ctx.db, ctx.session, ctx.scope)),
  viewAs: procedureFor("view-as")
    .input(z.strictObject({ personId: z.string().min(1).max(64) }))
    .mutation(({ ctx, input }) =>
      startViewing(ctx.db, ctx.session, ctx.scope, input.personId, networkOf(ctx.headers)),
    ),
  stopViewing: signedInProcedure
    .meta({ whileViewing: true })
    .input(nothing)
    .mutation(({ ctx }) => stopViewing(ctx.db, ctx.session, networkOf(ctx.headers))),
});
