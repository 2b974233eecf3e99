import type { Database } from "#server/database/connection.ts";
import type { IndicatorCut } from "#server/indicators/cut.ts";
import type { CutWave } from "#server/indicators/cut-wave.ts";
import type { QualityGrade } from "#server/waves/quality/grade-project.ts";
import { gradesOfWave } from "#server/waves/quality/project-grades.ts";

/** Grades of projects by wave, where units are read in several: those of the cut's own wave are there already. */
export async function gradesByWave(
  db: Database,
  { now, grades }: Pick<IndicatorCut, "now" | "grades">,
  others: readonly CutWave[],
): Promise<ReadonlyMap<number, ReadonlyMap<number, QualityGrade>>> {
  const found = new Map([[now.wave.id, grades]]);
  for (const { wave } of others) if (!found.has(wave.id)) found.set(wave.id, await gradesOfWave(db, wave.id));
  return found;
}
