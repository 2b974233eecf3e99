import type { Respondent } from "#surveys/compile-questionnaire.ts";
import type { Disposition, DispositionGroup } from "#surveys/disposition.ts";
import { recencyDays } from "#surveys/elapsed-months.ts";
import type { OwnerPhase } from "#surveys/owner-phase.ts";
import type { Answers, Text } from "#surveys/question.ts";
import type { OpenRecord } from "../database/connection.ts";
import { isUnavailable } from "../database/is-unavailable.ts";
import { type GroupCommit, groupCommit } from "../group-commit.ts";
import { isLanguage, type Language } from "../owner-page/language.ts";
import { tokenHash } from "./token.ts";

/** Whom a link belongs to, and how far they are. Nothing here says who they are. */
export type Invited = {
  readonly invitationId: number;
  readonly respondentKey: string;
  readonly waveId: number;
  readonly projectId: number;
  readonly project: Text;
  readonly language: string;
  readonly respondent: Respondent;
  /** The answer that counts, once there is one. */
  readonly answered: { readonly id: string; readonly at: Date; readonly consent: boolean } | undefined;
  readonly draft: BegunAnswers | undefined;
  /** The owner asked to be called instead; undefined `dueAt` for any time. */
  readonly call: { readonly dueAt: Date | undefined } | undefined;
  /** Whoever had said "never again" opens a link of before. */
  readonly optedOut: boolean;
};

/** Answers kept before the end. */
type BegunAnswers = {
  readonly answers: Answers;
  readonly startedAt: Date;
  readonly savedAt: Date;
  readonly reading: { readonly language?: Language; readonly large?: boolean };
  readonly device: Buffer | null;
};

export type FindInvitation = (token: string) => Promise<Invited | undefined>;

type Row = {
  readonly position: number;
  readonly id: number;
  readonly respondent_key: string;
  readonly wave_id: number;
  readonly language: string;
  readonly project_id: number;
  readonly phase: OwnerPhase;
  readonly months_since_signing: number | null;
  readonly months_since_handover: number | null;
  readonly name: string;
  readonly name_en: string | null;
  readonly response_id: string | null;
  readonly submitted_at: Date | null;
  readonly consent_followup: boolean | null;
  readonly draft: Answers | null;
  readonly started_at: Date | null;
  readonly saved_at: Date | null;
  readonly draft_language: string | null;
  readonly large: boolean | null;
  readonly device_hash: Buffer | null;
  readonly call_id: number | null;
  readonly due_at: Date | null;
  readonly opted_out: boolean;
};

const REFUSED: DispositionGroup = "R";
const NEVER: Disposition = "do_not_contact";

const FIND = {
  name: "find-invitations",
  text: `
    select given.position::int as position, i.id, i.respondent_key, i.wave_id, i.language,
           m.project_id, m.phase, m.months_since_signing,
           m.months_since_handover, u.name, u.name_en, r.id as response_id, r.submitted_at, r.consent_followup,
           d.answers as draft, d.started_at, d.saved_at, d.language as draft_language, d.large, d.device_hash,
           c.id as call_id, c.due_at,
           case when m.disposition = '${REFUSED}' then exists (
             select from attempt a where a.respondent_key = m.respondent_key and a.disposition = '${NEVER}')
           else false end as opted_out
    from unnest($1::bytea[]) with ordinality as given (token_hash, position)
    join invitation i on i.token_hash = given.token_hash and i.state <> 'revoked'
    join frame_member m on m.respondent_key = i.respondent_key and m.exclusion is null
    join org_unit u on u.id = m.project_id
    left join response r on r.respondent_key = i.respondent_key and r.quality in ('ok', 'flagged')
    left join response_draft d on d.respondent_key = i.respondent_key
    left join appointment c on c.respondent_key = i.respondent_key and c.state = 'open' and c.wished_by = 'owner'`,
};

function begun(row: Row): BegunAnswers | undefined {
  const { draft, started_at, saved_at, draft_language, large } = row;
  if (draft === null || started_at === null || saved_at === null) return undefined;
  const language = isLanguage(draft_language) ? draft_language : undefined;
  return {
    answers: draft,
    startedAt: started_at,
    savedAt: saved_at,
    reading: { language, large: large ?? undefined },
    device: row.device_hash,
  };
}

function invited(row: Row): Invited {
  const { response_id, submitted_at, call_id, due_at } = row;
  return {
    invitationId: row.id,
    respondentKey: row.respondent_key,
    waveId: row.wave_id,
    projectId: row.project_id,
    project: { zh: row.name, en: row.name_en ?? row.name },
    language: row.language,
    respondent: {
      phase: row.phase,
      form: "short",
      ...recencyDays(row.months_since_signing, row.months_since_handover),
    },
    answered:
      response_id === null || submitted_at === null
        ? undefined
        : { id: response_id, at: submitted_at, consent: row.consent_followup ?? false },
    draft: begun(row),
    call: call_id === null ? undefined : { dueAt: due_at ?? undefined },
    optedOut: row.opted_out,
  };
}

/**
 * Looks up links by their token, many at once in one statement. Every token takes the same way, whatever it looks
 * like: hashed, looked up; a revoked one and one of an excluded home are as unknown as an invented one.
 */
export function invitationFinder({ pool }: OpenRecord): FindInvitation {
  const lookups: GroupCommit<Buffer, Invited | undefined> = groupCommit({
    run: async (hashes) => {
      const { rows } = await pool.query<Row>({ ...FIND, values: [hashes] });
      const found = new Map(rows.map((row) => [row.position, row]));
      return hashes.map((_, index) => {
        const row = found.get(index + 1);
        return row && invited(row);
      });
    },
    keyOf: undefined,
    failsAll: isUnavailable,
  });
  return (token) => lookups.submit(tokenHash(token));
}
