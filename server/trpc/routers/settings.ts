import { z } from "zod";
import { changeSetting } from "#server/settings/change-setting.ts";
import { listSettings } from "#server/settings/list-settings.ts";
import { nothing, procedureFor, router } from "../procedures.ts";

/** Rules of the business that are a choice. */
export const settingsRouter = router({
  list: procedureFor("settings.read")
    .input(nothing)
    .query(({ ctx }) => listSettings(ctx.db, ctx.scope)),
  change: procedureFor("settings.change")
    .input(
      z.strictObject({
        key: z.string().max(80),
        value: z.unknown(),
        seen: z.int().min(0),
        reason: z.string().trim().min(2).max(500),
      }),
    )
    .mutation(({ ctx, input }) => changeSetting(ctx.db, ctx.scope, input)),
});
