import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { AppError } from "#server/app-error.ts";
import { writeAudit } from "#server/audit/write-audit.ts";
import type { Database } from "#server/database/connection.ts";
import { statementsOf } from "#server/database/statements.ts";
import { codeBookTable } from "#server/exports/code-book-table.ts";
import { responsesTable, type WeightColumn } from "#server/exports/responses-table.ts";
import type { ExportTable } from "#server/exports/table.ts";
import { writeTable } from "#server/exports/write-table.ts";
import { DEFAULT_DEFINITION, publishedDefinition } from "#server/indicators/definitions.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { need, type Scope } from "#server/scope/scope.ts";
import { renderHtml } from "#server/scoring/method-page/render-html.ts";
import type { OwnerPhase } from "#surveys/owner-phase.ts";
import { answeredStrata } from "../close/answered-strata.ts";
import { indexWeights } from "../close/index-weights.ts";
import { methodSheet, methodTable } from "../method/method-sheet.ts";
import { waveMethodBlocks } from "../method/wave-method-blocks.ts";
import { needReason } from "../move-wave.ts";
import { needState, readWave, type WaveFacts } from "../wave-facts.ts";
import { waveManager } from "../wave-manager.ts";
import { waveQuestionnaire } from "../wave-questionnaire.ts";

export const exportOrder = z.strictObject({
  file: z.enum(["xlsx", "csv", "parquet", "codebook", "method"]),
  reason: z.string().max(500),
});
export type ExportOrder = z.infer<typeof exportOrder>;

const NAMES: Readonly<Record<ExportOrder["file"], string>> = {
  xlsx: "answers.xlsx",
  csv: "answers.csv",
  parquet: "answers.parquet",
  codebook: "code-book.csv",
  method: "method.html",
};

/** A file that was made, in a folder of its own that `forget` takes away. */
export type ExportedFile = {
  readonly path: string;
  readonly name: string;
  readonly rows: number;
  readonly forget: () => void;
};

/** The weights the wave was closed with, and those that indicators are made with. */
async function weightsOf(db: Database, { id, year }: WaveFacts): Promise<readonly WeightColumn[]> {
  const [rows, answered, { definition }] = await Promise.all([
    db
      .selectFrom("wave_weight")
      .select(["project_id", "phase", "weight"])
      .where("wave_id", "=", id)
      .execute(),
    answeredStrata(statementsOf(db), id),
    publishedDefinition(db, DEFAULT_DEFINITION, year),
  ]);
  const closedWith = new Map(rows.map((row) => [`${row.project_id}|${row.phase}`, row.weight]));
  const own = indexWeights(definition, answered);
  return [
    { name: "weight", of: (projectId, phase) => closedWith.get(`${projectId}|${phase}`) ?? null },
    {
      name: "index_weight",
      of: (projectId, phase) => own({ projectId, phase: phase as OwnerPhase }) ?? null,
    },
  ];
}

/** Months at which classes of years since handover end, as the frame was fixed with them. */
async function tenureLimitsOf(db: Database, waveId: number): Promise<readonly number[]> {
  const frame = await db
    .selectFrom("wave_frame")
    .select("tenure_limits")
    .where("wave_id", "=", waveId)
    .executeTakeFirst();
  return frame?.tenure_limits ?? [];
}

/**
 * Writes the anonymous set of a closed wave, its code book, or its method page, into a file. What counts nowhere is in it too, marked as
 * such. Who took it and why stands in the audit log before the file is handed over.
 * @throws AppError `forbidden` for those who do not run waves or may not export, `conflict` before the wave is closed,
 *   `invalid` without a reason, `not_found`
 */
export async function exportWave(
  { db, analysis }: Sources,
  scope: Scope,
  waveId: number,
  { file, reason }: ExportOrder,
): Promise<ExportedFile> {
  need(scope, "exports.run");
  waveManager(scope);
  if (scope.viewedBy !== null)
    throw new AppError("forbidden", "You are looking through another person's eyes: stop that first.");
  const why = needReason(reason);
  const wave = await readWave(db, waveId);
  needState(wave, ["closed", "published"], "exporting its answers");
  const { questionnaire } = await waveQuestionnaire(db, waveId);
  const byTenure = wave.ageBy === "tenure";
  const book = codeBookTable(questionnaire, byTenure ? await tenureLimitsOf(db, waveId) : null);
  const name = `${wave.questionnaireId}-${wave.year}-${NAMES[file]}`;
  const folder = mkdtempSync(join(tmpdir(), "ownervoice-export-"));
  const forget = () => rmSync(folder, { recursive: true, force: true });
  try {
    const path = join(folder, name);
    const note = (rows: number) =>
      writeAudit(db, {
        action: "export.made",
        actorId: scope.userId,
        subject: `wave:${waveId}`,
        detail: { file, rows, reason: why },
      });
    if (file === "method") {
      const { title, blocks } = await waveMethodBlocks({ db, analysis }, scope, waveId);
      writeFileSync(path, renderHtml(title, blocks), { mode: 0o600 });
      await note(0);
      return { path, name, rows: 0, forget };
    }
    const table =
      file === "codebook"
        ? book
        : await responsesTable(analysis, {
            questionnaire: wave.questionnaireId,
            waveIds: [waveId],
            tenureWaves: byTenure ? [waveId] : [],
            all: true,
            typed: file === "parquet",
            weights: await weightsOf(db, wave),
          });
    const sheets: Readonly<Record<string, ExportTable>> =
      file === "xlsx"
        ? { "code book": book, method: methodTable(await methodSheet({ db, analysis }, scope, waveId)) }
        : {};
    const { rows } = await writeTable(table, path, sheets);
    await note(rows);
    return { path, name, rows, forget };
  } catch (failure) {
    forget();
    throw failure;
  }
}
