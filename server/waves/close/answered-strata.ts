import type { Statements } from "#server/database/statements.ts";
import type { AnsweredStratum } from "./wave-weights.ts";

/** Owners and counted respondents of every project and phase of a wave, from the record. */
export async function answeredStrata(run: Statements, waveId: number): Promise<readonly AnsweredStratum[]> {
  return run<AnsweredStratum>(
    `select m.project_id as "projectId", min(m.region_id) as "regionId", m.phase, count(*)::int as owners,
            count(r.id)::int as respondents
     from frame_member m
     left join response r on r.respondent_key = m.respondent_key and r.quality in ('ok', 'flagged') and not r.weighting_exempt
     where m.wave_id = $1 group by m.project_id, m.phase order by m.project_id, m.phase`,
    [waveId],
  );
}
