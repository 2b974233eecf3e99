import type { Respondent } from "#surveys/compile-questionnaire.ts";
import type { Disposition, DispositionGroup } from "#surveys/disposition.ts";
import { recencyDays } from "#surveys/elapsed-months.ts";
import type { OwnerPhase } from "#surveys/owner-phase.ts";
import type { Answers, Text } from "#surveys/question.ts";
import { byteaArray } from "../database/binary-array.ts";
import type { OpenRecord } from "../database/connection.ts";
import { isUnavailable } from "../database/is-unavailable.ts";
import { type GroupCommit, groupCommit } from "../group-commit.ts";
import { isLanguage, type Language } from "../owner-page/language.ts";
import { refusalPace } from "./refusal-pace.ts";
import { ownMint, type TokenMint, tokenHash } from "./token.ts";

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

/** A row as the statement's columns stand: as a list it is read in half the time. */
type Row = [
  position: number,
  id: number,
  respondentKey: string,
  waveId: number,
  language: string,
  projectId: number,
  phase: OwnerPhase,
  monthsSinceSigning: number | null,
  monthsSinceHandover: number | null,
  name: string,
  nameEn: string | null,
  responseId: string | null,
  submittedAt: Date | null,
  consent: boolean | null,
  optedOut: boolean,
  callId: number | null,
  dueAt: Date | null,
  ...draft: DraftColumns,
];

type DraftColumns = [
  answers: Answers | null,
  startedAt: Date | null,
  savedAt: Date | null,
  language: string | null,
  large: boolean | null,
  device: Buffer | null,
];

const REFUSED: DispositionGroup = "R";
const NEVER: Disposition = "do_not_contact";

const FIND = {
  name: "find-invitations",
  text: `
    select given.position::int, i.id, i.respondent_key, i.wave_id, i.language,
           m.project_id, m.phase, m.months_since_signing, m.months_since_handover, u.name, u.name_en,
           r.id, r.submitted_at, r.consent_followup,
           case when m.disposition = '${REFUSED}' then exists (
             select from attempt a where a.respondent_key = m.respondent_key and a.disposition = '${NEVER}')
           else false end,
           c.id, c.due_at, d.answers, d.started_at, d.saved_at, d.language, d.large, d.device_hash
    from unnest($1::bytea[]) with ordinality as given (token_hash, position)
    join invitation i on i.token_hash = given.token_hash and i.state <> 'revoked'
    join frame_member m on m.respondent_key = i.respondent_key and m.exclusion is null
    join org_unit u on u.id = m.project_id
    left join response r on r.respondent_key = i.respondent_key and r.quality in ('ok', 'flagged')
    left join response_draft d on d.respondent_key = i.respondent_key
    left join appointment c on c.respondent_key = i.respondent_key and c.state = 'open' and c.wished_by = 'owner'`,
};

function begun([answers, startedAt, savedAt, language, large, device]: DraftColumns):
  | BegunAnswers
  | undefined {
  if (answers === null || startedAt === null || savedAt === null) return undefined;
  const reading = { language: isLanguage(language) ? language : undefined, large: large ?? undefined };
  return { answers, startedAt, savedAt, reading, device };
}

function invited(row: Row): Invited {
  const [, id, respondentKey, waveId, language, projectId, phase, sinceSigning, sinceHandover, ...others] =
    row;
  const [name, nameEn, responseId, at, consent, optedOut, callId, dueAt, ...draft] = others;
  return {
    invitationId: id,
    respondentKey,
    waveId,
    projectId,
    project: { zh: name, en: nameEn ?? name },
    language,
    respondent: { phase, form: "short", ...recencyDays(sinceSigning, sinceHandover) },
    answered:
      responseId === null || at === null ? undefined : { id: responseId, at, consent: consent ?? false },
    draft: begun(draft),
    call: callId === null ? undefined : { dueAt: dueAt ?? undefined },
    optedOut,
  };
}

/**
 * Looks up links by their token, many at once in one statement. What this installation did not sign is refused without
 * one, at the same pace; a revoked link and one of an excluded home are as unknown as an invented one.
 */
export function invitationFinder({ pool }: OpenRecord, mint: TokenMint = ownMint()): FindInvitation {
  const pace = refusalPace();
  const lookups: GroupCommit<Buffer, Invited | undefined> = groupCommit({
    run: async (hashes) => {
      const { rows } = await pool.query<Row>({ ...FIND, rowMode: "array", values: [byteaArray(hashes)] });
      const found: (Invited | undefined)[] = hashes.map(() => undefined);
      for (const row of rows) found[row[0] - 1] = invited(row);
      return found;
    },
    keyOf: undefined,
    failsAll: isUnavailable,
  });
  return async (token) => {
    const began = performance.now();
    const isGenuine = mint.isGenuine(token);
    if (isGenuine) {
      const found = await lookups.submit(tokenHash(token));
      pace.took(performance.now() - began);
      if (found) return found;
    }
    await pace.refused(began, isGenuine ? "looked-up" : "not-looked-up");
    return undefined;
  };
}
