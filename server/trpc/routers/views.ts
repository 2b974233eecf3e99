import { z } from "zod";
import { putViewAway, renameView, saveView, shareView } from "#server/saved-views/change-views.ts";
import { listViews, SAVED_PAGES } from "#server/saved-views/list-views.ts";
import { ROLES } from "#server/scope/capabilities.ts";
import { nothing, procedureFor, router } from "../procedures.ts";

const read = procedureFor("readings.read");
const id = z.int().positive();
const name = z.string().trim().min(1).max(80);

/** Pictures people keep and share. */
export const viewsRouter = router({
  list: read.input(nothing).query(({ ctx }) => listViews(ctx.db, ctx.scope)),
  save: read
    .input(
      z.strictObject({
        name,
        page: z.enum(SAVED_PAGES),
        query: z
          .string()
          .max(2_000)
          .regex(/^[^#]*$/),
      }),
    )
    .mutation(({ ctx, input }) => saveView(ctx.db, ctx.scope, input)),
  rename: read
    .input(z.strictObject({ id, name }))
    .mutation(({ ctx, input }) => renameView(ctx.db, ctx.scope, input.id, input.name)),
  share: read
    .input(
      z.strictObject({
        id,
        with: z.strictObject({ unitId: id, role: z.enum(ROLES).nullable() }).nullable(),
      }),
    )
    .mutation(({ ctx, input }) => shareView(ctx.db, ctx.scope, input.id, input.with)),
  delete: read
    .input(z.strictObject({ id }))
    .mutation(({ ctx, input }) => putViewAway(ctx.db, ctx.scope, input.id, true)),
  restore: read
    .input(z.strictObject({ id }))
    .mutation(({ ctx, input }) => putViewAway(ctx.db, ctx.scope, input.id, false)),
});
