import type { Database } from "#server/database/connection.ts";
import { treeOn } from "#server/scope/org-tree.ts";
import type { Scope } from "#server/scope/scope.ts";
import { sightOn } from "#server/scope/sight.ts";
import { readWave } from "../wave-facts.ts";
import type { QualityGrade } from "./grade-project.ts";

/** How far the fieldwork of the projects one may read can be relied on, by project; those without a grade are left out. */
export async function projectGrades(
  db: Database,
  scope: Scope,
  waveId: number,
): Promise<Readonly<Record<number, QualityGrade>>> {
  const wave = await readWave(db, waveId);
  const { readable } = sightOn(scope, await treeOn(db, wave.cutoffOn));
  const rows = await db
    .selectFrom("project_quality")
    .select(["project_id", "grade"])
    .where("wave_id", "=", wave.id)
    .where("grade", "is not", null)
    .orderBy("project_id")
    .execute();
  return Object.fromEntries(
    rows
      .filter(({ project_id }) => readable.has(project_id))
      .map(({ project_id, grade }) => [project_id, grade as QualityGrade]),
  );
}
