import type { Database } from "#server/database/connection.ts";
import { statementsOf } from "#server/database/statements.ts";
import type { OwnerPhase } from "#surveys/owner-phase.ts";
import { AppError } from "../app-error.ts";
import { readWaveSettings } from "../waves/settings.ts";
import type { FieldAgent } from "./field-agent.ts";

/** A home in an interviewer's list. */
export type WorklistRow = {
  readonly respondentKey: string;
  readonly project: string;
  readonly projectEn: string | null;
  readonly phase: OwnerPhase;
  readonly contacts: number;
  /** When an appointment is due; null for "any time" of an owner who asked for a call; undefined without one. */
  readonly dueAt?: string | null | undefined;
};

export type WorklistQuery = {
  readonly waveId: number;
  readonly limit: number;
  /** Only these projects; all when absent. */
  readonly projectIds?: readonly number[];
};

/** Nobody is called twice within so many hours unless they asked for it. */
const REST_HOURS = 20;
/** Appointments show up so many minutes before they are due. */
const AHEAD_MINUTES = 15;
/** How long a home stays in one interviewer's hands: a call takes minutes, a round of visits a day. */
const LEASE_MINUTES = { phone: 45, visit: 720 } as const;

type Row = {
  readonly key: string;
  readonly project: string;
  readonly projectEn: string | null;
  readonly phase: OwnerPhase;
  readonly contacts: number;
  readonly due_at: Date | null;
};

const OPEN = `m.wave_id = $1 and m.sampled and m.exclusion is null and m.disposition is null
  and ($2::bigint[] is null or m.project_id = any($2))
  and not exists (select from field_case c where c.respondent_key = m.respondent_key and c.taken_until > $3::timestamptz and c.taken_by <> $4)`;

const DUE = `
  select m.respondent_key as key, p.name as project, p.name_en as "projectEn", m.phase, a.due_at,
         (select count(*)::int from attempt t where t.respondent_key = m.respondent_key and t.mode <> 'web') as contacts
  from appointment a join frame_member m using (respondent_key) join org_unit p on p.id = m.project_id
  where a.state = 'open' and (a.due_at is null or a.due_at <= $3::timestamptz + make_interval(mins => ${AHEAD_MINUTES})) and ${OPEN}
  order by a.due_at nulls last, m.respondent_key limit $5`;

// keys are random, so their order is that of a draw: nobody is called first for where they live
const REST = `
  select m.respondent_key as key, p.name as project, p.name_en as "projectEn", m.phase, $6::int as contacts, null::timestamptz as due_at
  from frame_member m join org_unit p on p.id = m.project_id
  where ${OPEN}
    and (select count(*) from attempt t where t.respondent_key = m.respondent_key and t.mode <> 'web') = $6
    and not exists (select from attempt t where t.respondent_key = m.respondent_key and t.at > $3::timestamptz - make_interval(hours => ${REST_HOURS}))
    and not exists (select from appointment a where a.respondent_key = m.respondent_key and a.state = 'open')
  order by m.respondent_key limit $5`;

/**
 * Whom to call next: appointments that are due, then homes that were contacted least. Homes that had their number of
 * contacts, or one within the last hours, are not in it.
 */
export async function worklist(
  db: Database,
  agent: FieldAgent,
  { waveId, limit, projectIds }: WorklistQuery,
  now: Date,
): Promise<readonly WorklistRow[]> {
  const { "contact.most": most } = await readWaveSettings(db, waveId);
  const run = statementsOf(db);
  const given = [waveId, projectIds ?? null, now, agent.userId];
  const due = await run<Row>(DUE, [...given, limit]);
  const rows: WorklistRow[] = due.map((row) => rowOf(row, row.due_at?.toISOString() ?? null));
  for (let contacts = 0; contacts < most && rows.length < limit; contacts++) {
    const more = await run<Row>(REST, [...given, limit - rows.length, contacts]);
    rows.push(...more.map((row) => rowOf(row, undefined)));
  }
  return rows;
}

function rowOf(
  { key, project, projectEn, phase, contacts }: Row,
  dueAt: string | null | undefined,
): WorklistRow {
  return { respondentKey: key, project, projectEn, phase, contacts, dueAt };
}

/**
 * Takes a case in hand for a while, so that nobody else calls it meanwhile.
 * @throws AppError `conflict` when somebody else has it
 */
export async function takeCase(
  db: Database,
  agent: FieldAgent,
  respondentKey: string,
  now: Date,
  mode: "phone" | "visit" = "phone",
): Promise<void> {
  const rows = await statementsOf(db)<{ taken_by: string }>(
    `insert into field_case (respondent_key, taken_by, taken_until)
     select m.respondent_key, $2, $3::timestamptz + make_interval(mins => $4)
     from frame_member m where m.respondent_key = $1 and m.sampled and m.exclusion is null
     on conflict (respondent_key) do update set taken_by = excluded.taken_by, taken_until = excluded.taken_until
       where field_case.taken_by = excluded.taken_by or field_case.taken_until <= $3::timestamptz
     returning taken_by`,
    [respondentKey, agent.userId, now, LEASE_MINUTES[mode]],
  );
  if (rows.length === 0)
    throw new AppError(
      "conflict",
      "A colleague has this home in hand, or it is not to be asked: take another.",
    );
}
