import { z } from "zod";
import { AppError } from "#server/app-error.ts";
import { writeAudit } from "#server/audit/write-audit.ts";
import { downloadTable } from "#server/exports/download-table.ts";
import { need } from "#server/scope/scope.ts";
import { type Context, sourcesOf } from "#server/trpc/context.ts";
import { staffRefusal, staffScope } from "#server/trpc/staff-request.ts";
import { MODES } from "../planned-modes.ts";
import { monitorWave } from "./monitor-wave.ts";
import { progressTable } from "./progress-table.ts";

const query = z.strictObject({
  wave: z.coerce.number().int().positive(),
  unit: z.coerce.number().int().positive().optional(),
  mode: z.enum(MODES).optional(),
  format: z.enum(["csv", "xlsx"]).default("xlsx"),
});

/** Answers GET /api/fieldwork/progress: the strata of the monitor as a file, with the rights of whoever asks. */
export async function answerProgress(
  request: Request,
  contextOf: (headers: Headers) => Promise<Context> | Context,
): Promise<Response> {
  try {
    const context = await contextOf(request.headers);
    const scope = await staffScope(context);
    need(scope, "exports.run");
    const asked = query.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!asked.success)
      throw new AppError("bad_request", "The address has missing, wrong or unknown parts: correct it.");
    const { wave, unit, mode, format } = asked.data;
    const view = await monitorWave(
      await sourcesOf(context),
      scope,
      { waveId: wave, unitId: unit, mode },
      context.now(),
    );
    const table = progressTable(view);
    const response = await downloadTable(table, `progress-${view.wave.year}-${view.unit.code}.${format}`);
    await writeAudit(context.db, {
      action: "export.made",
      actorId: scope.viewedBy ?? scope.userId,
      subject: `wave:${wave}`,
      detail: { what: "progress", unit: view.unit.code },
    });
    return response;
  } catch (failure) {
    return staffRefusal(failure);
  }
}
