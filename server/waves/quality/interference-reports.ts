import type { Database } from "#server/database/connection.ts";
import { statementsOf } from "#server/database/statements.ts";
import { readWave } from "../wave-facts.ts";
import type { WaveManager } from "../wave-manager.ts";

/** "Somebody asked me to change my mark", in the owner's words without names and numbers. */
export type InterferenceReport = {
  readonly id: number;
  readonly projectId: number;
  readonly project: string;
  readonly projectEn: string | null;
  /** The day alone: the minute could be found in a list of answers. */
  readonly on: string;
  readonly words: string;
};

/**
 * What owners reported of being asked for another mark. For headquarters alone: nobody who is rated may learn that there
 * is one, and nothing in it leads to a home.
 */
export async function interferenceReports(
  db: Database,
  _by: WaveManager,
  waveId: number,
): Promise<readonly InterferenceReport[]> {
  const wave = await readWave(db, waveId);
  return statementsOf(db)<InterferenceReport>(
    `select i.id, m.project_id as "projectId", p.name as project, p.name_en as "projectEn",
            (i.received_at at time zone 'Asia/Shanghai')::date::text as on, i.masked as words
     from interference_report i join frame_member m using (respondent_key) join org_unit p on p.id = m.project_id
     where m.wave_id = $1 order by i.id desc limit 500`,
    [wave.id],
  );
}
