import { z } from "zod";
import { changesSince, noteLook } from "#server/looks/changes-since.ts";
import { sourcesOf } from "../context.ts";
import { procedureFor, router } from "../procedures.ts";

const read = procedureFor("readings.read");
const unit = z.strictObject({ unit: z.int().positive() });

/** What is new since one last looked. */
export const looksRouter = router({
  since: read
    .input(unit)
    .query(async ({ ctx, input }) => changesSince(await sourcesOf(ctx), ctx.scope, input.unit)),
  note: read
    .input(unit)
    .mutation(async ({ ctx, input }) => noteLook(await sourcesOf(ctx), ctx.scope, input.unit, ctx.now())),
});
