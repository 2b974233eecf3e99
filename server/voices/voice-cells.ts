import { sql } from "kysely";
import type { Database } from "#server/database/connection.ts";
import { remembered } from "#server/indicators/table-cache.ts";
import { SAID } from "./said.ts";
import type { Tagging } from "./tag-answers.ts";

/** People who wrote in a project, and how many of them spoke of each topic. */
export type VoiceCell = {
  readonly projectId: number;
  readonly writers: number;
  readonly byTopic: ReadonlyMap<string, number>;
  /** Writers whose words name no topic. */
  readonly untold: number;
};

type Row = {
  readonly wave_id: number;
  readonly project_id: number;
  readonly topic: string | null;
  readonly writers: number;
};

/** `null` counts everybody, `''` those without a topic. */
async function count(db: Database): Promise<ReadonlyMap<number, readonly VoiceCell[]>> {
  const { rows } = await sql<Row>`
    with people as (
      select wave_id, project_id, response_id, array_agg(distinct topic) filter (where topic is not null) as topics
      from (${SAID}) said left join lateral unnest(said.topics) topic on true
      group by wave_id, project_id, response_id
    )
    select wave_id, project_id, topic, count(*)::int as writers
    from people, lateral (
      select null::text as topic union all select '' where topics is null union all select unnest(topics)
    ) told
    group by wave_id, project_id, topic`.execute(db);
  const waves = Map.groupBy(rows, (row) => Number(row.wave_id));
  return new Map(
    [...waves].map(([waveId, own]) => [
      waveId,
      [...Map.groupBy(own, (row) => Number(row.project_id))].map(([projectId, cells]): VoiceCell => {
        const of = new Map(cells.map(({ topic, writers }) => [topic, writers]));
        return {
          projectId,
          writers: of.get(null) ?? 0,
          untold: of.get("") ?? 0,
          byTopic: new Map([...of].flatMap(([topic, n]) => (topic ? [[topic, n] as const] : []))),
        };
      }),
    ]),
  );
}

/** Names the state of the texts: it changes with every new text, tag and correction. */
export async function voicesVersion(db: Database, { lexicon, waiting }: Tagging): Promise<string> {
  const row = await sql<{ texts: number; corrections: number; corrected: Date | null; counted: string }>`
    select (select count(*)::int from open_answer) as texts,
      (select count(*)::int from topic_correction) as corrections,
      (select max(corrected_at) from topic_correction) as corrected,
      (select coalesce(max(changed_xid), '0')::text from response) as counted`.execute(db);
  const [state] = row.rows;
  return [
    lexicon.version,
    waiting,
    state?.texts,
    state?.corrections,
    state?.corrected?.getTime() ?? 0,
    state?.counted,
  ].join("-");
}

/** Who spoke of what, by wave and project; counted once for a state of the texts. */
export function voiceCells(
  db: Database,
  version: string,
): Promise<ReadonlyMap<number, readonly VoiceCell[]>> {
  return remembered(`voices|${version}`, () => count(db));
}
