import type { Database } from "#server/database/connection.ts";
import { statementsOf } from "#server/database/statements.ts";
import type { Respondent } from "#surveys/compile-questionnaire.ts";
import type { Disposition } from "#surveys/disposition.ts";
import { recencyDays } from "#surveys/elapsed-months.ts";
import type { OwnerPhase } from "#surveys/owner-phase.ts";
import type { Answers } from "#surveys/question.ts";
import { AppError } from "../app-error.ts";
import type { FieldAgent } from "./field-agent.ts";

/** A home to be asked, as the interviewer meets it. Nothing here says who lives in it. */
export type FieldCase = {
  readonly respondentKey: string;
  readonly waveId: number;
  readonly projectId: number;
  readonly project: string;
  readonly respondent: Respondent;
  /** Whether it has its outcome: it answered, or declined. */
  readonly ended: boolean;
  readonly contacts: readonly {
    readonly at: string;
    readonly mode: string;
    readonly disposition: Disposition;
  }[];
  readonly appointment?: { readonly mode: "phone" | "visit"; readonly dueAt: string | null } | undefined;
  /** What the owner had begun to answer alone. */
  readonly begun?: Answers | undefined;
};

type Row = {
  readonly wave_id: number;
  readonly project_id: number;
  readonly project: string;
  readonly phase: OwnerPhase;
  readonly months_since_signing: number | null;
  readonly months_since_handover: number | null;
  readonly disposition: string | null;
  readonly begun: Answers | null;
  readonly appointment_mode: "phone" | "visit" | null;
  readonly due_at: Date | null;
};

const READ = `
  select m.wave_id, m.project_id, p.name as project, m.phase, m.months_since_signing, m.months_since_handover,
         m.disposition, d.answers as begun, a.mode as appointment_mode, a.due_at
  from frame_member m
  join org_unit p on p.id = m.project_id
  left join response_draft d using (respondent_key)
  left join appointment a on a.respondent_key = m.respondent_key and a.state = 'open'
  where m.respondent_key = $1 and m.sampled and m.exclusion is null`;

/**
 * Opens a case of the sample. A home outside the sample, one left out, and an invented key look the same.
 * @throws AppError `not_found`
 */
export async function fieldCase(db: Database, _agent: FieldAgent, respondentKey: string): Promise<FieldCase> {
  const run = statementsOf(db);
  const [row] = await run<Row>(READ, [respondentKey]);
  if (!row) throw new AppError("not_found", "This home is not to be asked: take another from the list.");
  const contacts = await run<{ at: Date; mode: string; disposition: Disposition }>(
    "select at, mode, disposition from attempt where respondent_key = $1 order by at, id",
    [respondentKey],
  );
  return {
    respondentKey,
    waveId: row.wave_id,
    projectId: row.project_id,
    project: row.project,
    respondent: {
      phase: row.phase,
      form: "full",
      ...recencyDays(row.months_since_signing, row.months_since_handover),
    },
    ended: row.disposition !== null,
    contacts: contacts.map(({ at, ...contact }) => ({ at: at.toISOString(), ...contact })),
    appointment:
      row.appointment_mode === null
        ? undefined
        : { mode: row.appointment_mode, dueAt: row.due_at?.toISOString() ?? null },
    begun: row.begun ?? undefined,
  };
}
