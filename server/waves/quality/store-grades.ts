import type { Statements } from "#server/database/statements.ts";
import { gradeProject, type ProjectFacts } from "./grade-project.ts";

type Row = Omit<ProjectFacts, "allBest"> & { readonly projectId: number };

const FACTS = `
  with frame as (
    select project_id, count(*) as owners,
           count(*) filter (where exclusion is not null and exclusion_by <> 'rule') as left_out
    from frame_member where wave_id = $1 group by project_id
  ), given as (
    select project_id, count(*) as received,
           count(*) filter (where quality = 'flagged') as flagged,
           count(*) filter (where quality = 'excluded') as isolated,
           count(*) filter (where quality = 'void') as voided,
           count(*) filter (where 'COACHED_BURST' = any(quality_reasons)) as in_bursts,
           count(*) filter (where 'STAFF_NETWORK' = any(quality_reasons)) as from_staff
    from response where wave_id = $1 and not ('break-off' = any(quality_reasons)) group by project_id
  ), told as (
    select m.project_id, count(distinct m.respondent_key) as n
    from interference_report i join frame_member m using (respondent_key) where m.wave_id = $1 group by m.project_id
  )
  select f.project_id as "projectId", coalesce(g.received, 0) as received, coalesce(g.flagged, 0) as flagged,
         coalesce(g.isolated, 0) as isolated, coalesce(g.voided, 0) as voided, coalesce(g.in_bursts, 0) as "inBursts",
         coalesce(g.from_staff, 0) as "fromStaffNetworks", coalesce(t.n, 0) as interference,
         f.owners, f.left_out as "leftOut"
  from frame f left join given g using (project_id) left join told t using (project_id) order by f.project_id`;

/** Grades every project of a wave and keeps the grades with their facts. @param allBest all-best answers by project */
export async function storeGrades(
  run: Statements,
  waveId: number,
  allBest: ReadonlyMap<number, number>,
): Promise<void> {
  const rows = await run<Row>(FACTS, [waveId]);
  const received = rows.reduce((sum, row) => sum + row.received, 0);
  const best = [...allBest.values()].reduce((sum, n) => sum + n, 0);
  const share = received === 0 ? 0 : best / received;
  const graded = rows.map(({ projectId, ...rest }) => {
    const facts: ProjectFacts = { ...rest, allBest: allBest.get(projectId) ?? 0 };
    return { projectId, facts, grade: gradeProject(facts, share) ?? null };
  });
  await run(
    `insert into project_quality (wave_id, project_id, grade, facts)
     select $1, project_id, grade, facts::jsonb from unnest($2::bigint[], $3::text[], $4::text[]) as g (project_id, grade, facts)
     on conflict (wave_id, project_id) do update set grade = excluded.grade, facts = excluded.facts, screened_at = now()`,
    [
      waveId,
      graded.map(({ projectId }) => projectId),
      graded.map(({ grade }) => grade),
      graded.map(({ facts }) => JSON.stringify(facts)),
    ],
  );
}
