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
import { procedureFor, router } from "../procedures.ts";

const change = procedureFor("settings.change");

/** What indicators are to reach, and what others reached. */
export const targetsRouter = router({
  list: procedureFor("settings.read")
    .input(entriesQuery)
    .query(({ ctx, input }) => listEntries(ctx.db, ctx.scope, input)),
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
