import type { Database } from "#server/database/connection.ts";
import { treeOn } from "#server/scope/org-tree.ts";
import type { Scope } from "#server/scope/scope.ts";
import { sightOn } from "#server/scope/sight.ts";
import { readWave } from "../wave-facts.ts";
import type { QualityGrade } from "./grade-project.ts";

/** Grades of a wave's projects, of all of them; those without a grade are left out. */
export async function gradesOfWave(db: Database, waveId: number): Promise<ReadonlyMap<number, QualityGrade>> {
  const rows = await db
    .selectFrom("project_quality")
    .select(["project_id", "grade"])
    .where("wave_id", "=", waveId)
    .where("grade", "is not", null)
    .orderBy("project_id")
    .execute();
  return new Map(rows.map(({ project_id, grade }) => [project_id, grade as QualityGrade]));
}

/** How far the fieldwork of the projects one may read can be relied on, by project; those without a grade are left out. */
export async function projectGrades(
  db: Database,
  scope: Scope,
  waveId: number,
): Promise<Readonly<Record<number, QualityGrade>>> {
  const wave = await readWave(db, waveId);
  const { readable } = sightOn(scope, await treeOn(db, wave.cutoffOn));
  const grades = await gradesOfWave(db, wave.id);
  return Object.fromEntries([...grades].filter(([project]) => readable.has(project)));
}
