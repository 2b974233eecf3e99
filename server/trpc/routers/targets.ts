import { vouch } from "#server/passports/vouch.ts";
import { VOUCHED_VIEWS } from "#server/passports/vouched-views.ts";
import {
  batchRef,
  benchmarkChange,
  changeBenchmark,
  changeTarget,
  takeBack,
  targetChange,
} from "#server/targets/change-entries.ts";
import { entriesQuery, listEntries } from "#server/targets/list-entries.ts";
import { checkTargetFile, importTargetFile, targetFile } from "#server/targets/target-file.ts";
import { placeOf } from "../context.ts";
import { procedureFor, router } from "../procedures.ts";

const change = procedureFor("settings.change");

/** What indicators are to reach, and what others reached. */
export const targetsRouter = router({
  list: procedureFor("settings.read")
    .input(entriesQuery)
    .query(({ ctx, input }) => listEntries(ctx.db, ctx.scope, input)),
  /** Which rises so many answers cannot tell from chance; told while a target is entered. */
  detectable: procedureFor("readings.read")
    .input(VOUCHED_VIEWS["targets.detectable"].query)
    .query(async ({ ctx, input }) => vouch("targets.detectable", await placeOf(ctx), input)),
  set: change.input(targetChange).mutation(({ ctx, input }) => changeTarget(ctx.db, ctx.scope, input)),
  setBenchmark: change
    .input(benchmarkChange)
    .mutation(({ ctx, input }) => changeBenchmark(ctx.db, ctx.scope, input)),
  takeBack: change.input(batchRef).mutation(({ ctx, input }) => takeBack(ctx.db, ctx.scope, input)),
  checkFile: change.input(targetFile).mutation(({ ctx, input }) => checkTargetFile(ctx.db, ctx.scope, input)),
  importFile: change
    .input(targetFile)
    .mutation(({ ctx, input }) => importTargetFile(ctx.db, ctx.scope, input)),
});
