import type { Database } from "#server/database/connection.ts";
import { statementsOf } from "#server/database/statements.ts";
import type { FieldAgent } from "#server/fieldwork/field-agent.ts";
import type { ProjectNamed } from "#server/organisation/project-name.ts";
import { waveQuestionnaire } from "#server/waves/wave-questionnaire.ts";
import type { CompiledQuestionnaire } from "#surveys/compile-questionnaire.ts";
import type { OwnerPhase } from "#surveys/owner-phase.ts";
import { followupDaysOn } from "./followup-days.ts";
import type { FollowupOutcome } from "./handle-followup.ts";
import { type KeptAnswer, type Said, saidInAnswer } from "./said-in-answer.ts";

/** An answer whose owner said yes to being contacted: what it was about, and nobody's name. */
export type FollowupRow = ProjectNamed & {
  readonly responseId: string;
  readonly wave: { readonly name: string; readonly nameEn: string | null };
  readonly phase: OwnerPhase;
  readonly submittedAt: string;
  /** Low marks and words, with personal data masked. */
  readonly about: readonly Said[];
  /** Who looked the owner up last. */
  readonly openedBy: string | null;
  readonly openedAt: string | null;
  readonly outcome: FollowupOutcome | null;
  readonly handledBy: string | null;
  readonly handledAt: string | null;
  /** How many such answers there are in all, of which the list has the first. */
  readonly total: number;
};

/** Rows of a list: nobody works through more in a day. */
const MOST = 200;

const LIST = `
  select r.id as "responseId", r.wave_id as "waveId", w.name as "waveName", w.name_en as "waveNameEn", p.name as project, p.name_en as "projectEn", r.phase,
         r.submitted_at as "submittedAt", r.codes, r.choices,
         coalesce((select jsonb_object_agg(t.item, t.masked) from open_answer t where t.response_id = r.id), '{}') as words,
         o.name as "openedBy", f.opened_at as "openedAt", f.outcome, h.name as "handledBy", f.handled_at as "handledAt",
         (count(*) over ())::int as total
  from response r
  join vault.respondent v using (respondent_key)
  join wave w on w.id = r.wave_id join org_unit p on p.id = r.project_id
  left join followup f on f.response_id = r.id
  left join "user" o on o.id = f.opened_by left join "user" h on h.id = f.handled_by
  where r.consent_followup and r.quality <> 'void' and r.submitted_at > $1::timestamptz - make_interval(days => $2)
    and (f.outcome is not null) = $3
  order by case when $3 then f.handled_at end desc, r.submitted_at, r.id limit ${MOST}`;

type Row = Omit<FollowupRow, "wave" | "about" | "submittedAt" | "openedAt" | "handledAt"> &
  KeptAnswer & {
    readonly waveId: number;
    readonly waveName: string;
    readonly waveNameEn: string | null;
    readonly submittedAt: Date;
    readonly openedAt: Date | null;
    readonly handledAt: Date | null;
  };

/**
 * Answers customer service may follow up: those whose owners said yes, while they say so, and while somebody still leads to them. What
 * waits comes oldest first, what was handled newest first. Only for headquarters and the call centre; those who are rated are none.
 */
export async function listFollowups(
  db: Database,
  _agent: FieldAgent,
  { handled }: { readonly handled: boolean },
  now: Date,
): Promise<readonly FollowupRow[]> {
  const run = statementsOf(db);
  const rows = await run<Row>(LIST, [now, await followupDaysOn(run), handled]);
  const compiled = new Map<number, CompiledQuestionnaire>();
  for (const { waveId } of rows)
    if (!compiled.has(waveId)) compiled.set(waveId, await waveQuestionnaire(db, waveId));
  return rows.map(({ waveId, waveName, waveNameEn, codes, choices, words, ...row }): FollowupRow => {
    const questionnaire = compiled.get(waveId);
    const said = questionnaire ? saidInAnswer(questionnaire, { codes, choices, words }) : [];
    return {
      ...row,
      wave: { name: waveName, nameEn: waveNameEn },
      submittedAt: row.submittedAt.toISOString(),
      about: said.filter(({ item, isLow }) => isLow || item in words),
      openedAt: row.openedAt?.toISOString() ?? null,
      handledAt: row.handledAt?.toISOString() ?? null,
    };
  });
}
