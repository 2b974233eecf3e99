import { interviewerFigures, type WrittenContacts } from "#analytics/interviewer-figures.ts";
import type { Statements } from "#server/database/statements.ts";
import type { AskedAnswer } from "./find-patterns.ts";

// a look names the wave, never the home: whom somebody called is nobody's to read in the log. It stands for a call or a visit,
// whichever reason was pressed
const WRITTEN = `
  with noted as (
    select actor, mode, array_agg(extract(epoch from at)::float8 order by at) as contacts
    from attempt where wave_id = $1 and mode <> 'web' and actor is not null group by actor, mode
  ), looked as (
    select actor_id as actor, array_agg(extract(epoch from at)::float8 order by at) as looks
    from audit_log where action = 'identity.viewed' and subject = 'wave:' || $1::bigint and detail ->> 'purpose' = 'interview'
      and actor_id in (select actor from noted) group by 1
  )
  select n.actor as interviewer, n.mode, n.contacts, coalesce(l.looks, '{}') as looks
  from noted n left join looked l using (actor) order by 1, 2`;

/** Keeps what is known of every interviewer of a wave, in place of what the last screening found. @param outOfHours ids of such answers */
export async function storeInterviewers(
  run: Statements,
  waveId: number,
  interviews: readonly AskedAnswer[],
  outOfHours: ReadonlySet<string>,
): Promise<void> {
  const held = interviews.flatMap(({ id, interviewer, ...interview }) =>
    interviewer === null ? [] : [{ ...interview, interviewer, outOfHours: outOfHours.has(id) }],
  );
  const figures = interviewerFigures(held, await run<WrittenContacts>(WRITTEN, [waveId]));
  await run("delete from interviewer_quality where wave_id = $1", [waveId]);
  await run(
    `insert into interviewer_quality (wave_id, interviewer, mode, facts)
     select $1, interviewer, mode, facts::jsonb from unnest($2::text[], $3::text[], $4::text[]) as f (interviewer, mode, facts)`,
    [
      waveId,
      figures.map(({ interviewer }) => interviewer),
      figures.map(({ mode }) => mode),
      figures.map(({ interviewer: _, mode: __, ...facts }) => JSON.stringify(facts)),
    ],
  );
}
