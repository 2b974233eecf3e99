import { booleanArray, uuidArray } from "../database/binary-array.ts";
import type { OpenRecord } from "../database/connection.ts";
import type { ResponseRow } from "./response-row.ts";

/** An answer that is already kept where another one was to be. */
type MetAnswer = {
  readonly id: string;
  readonly bodyHash: Buffer;
  readonly at: Date;
  readonly counts: boolean;
  /** It is of the same household. */
  readonly own: boolean;
};

const MEET = {
  name: "met-answers",
  text: `
select g.position::int as position, met.id, met.body_hash, met.submitted_at, met.counts, met.own
from unnest($1::uuid[], $2::uuid[], $3::boolean[]) with ordinality as g (id, respondent_key, counts, position)
cross join lateral (
  select * from (
    (select r.id, r.body_hash, r.submitted_at, r.quality in ('ok', 'flagged') as counts, true as own
     from response r
     where r.respondent_key = g.respondent_key
       and (r.quality in ('ok', 'flagged') or (not g.counts and r.quality = 'excluded'))
     order by r.submitted_at, r.id limit 1)
    union all
    (select r.id, r.body_hash, r.submitted_at, r.quality in ('ok', 'flagged'), r.respondent_key = g.respondent_key
     from response r where r.id = g.id limit 1)
  ) kept order by own desc limit 1
) met`,
};

type Row = {
  readonly position: number;
  readonly id: string;
  readonly body_hash: Buffer;
  readonly submitted_at: Date;
  readonly counts: boolean;
  readonly own: boolean;
};

/**
 * What answers meet: the one of their household that counts (for a break-off also an earlier break-off), or whichever has
 * their id. An answer that meets nothing has no entry.
 */
export async function metAnswers(
  pool: OpenRecord["pool"],
  answers: readonly ResponseRow[],
): Promise<ReadonlyMap<ResponseRow, MetAnswer>> {
  const met = new Map<ResponseRow, MetAnswer>();
  if (answers.length === 0) return met;
  const { rows } = await pool.query<Row>({
    ...MEET,
    values: [
      uuidArray(answers.map(({ id }) => id)),
      uuidArray(answers.map(({ respondentKey }) => respondentKey)),
      booleanArray(answers.map(({ counts }) => counts)),
    ],
  });
  for (const { position, id, body_hash, submitted_at, counts, own } of rows) {
    const answer = answers[position - 1];
    if (answer) met.set(answer, { id, bodyHash: body_hash, at: submitted_at, counts, own });
  }
  return met;
}
