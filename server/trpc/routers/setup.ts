import { z } from "zod";
import { networkOf } from "#server/auth/network.ts";
import { announceSetup, createFirstAdministrator, isFirstRun } from "#server/people/first-run.ts";
import { nothing, openProcedure, router } from "../procedures.ts";

export const setupRouter = router({
  /** Whether the first administrator is still to be made; then the code is told on the server's terminal. */
  needed: openProcedure.input(nothing).query(async ({ ctx }) => {
    await announceSetup(ctx.db, ctx.tell);
    return { needed: await isFirstRun(ctx.db) };
  }),
  createAdministrator: openProcedure
    .input(
      z.strictObject({
        code: z.string().max(40),
        name: z.string().trim().min(1).max(80),
        email: z.email().max(254),
        password: z.string().max(1_000),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      await createFirstAdministrator(ctx.db, input, networkOf(ctx.headers), ctx.now(), ctx.tell);
      return { created: true };
    }),
});
