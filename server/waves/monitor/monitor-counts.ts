import type { Analysis } from "#server/analysis/analysis.ts";
import { quoted } from "#server/analysis/columns.ts";
import { responseRelationName } from "#server/analysis/response-relation.ts";
import type { Statements } from "#server/database/statements.ts";
import type { CalendarDate } from "#surveys/calendar-date.ts";
import type { OwnerPhase } from "#surveys/owner-phase.ts";
import type { Mode } from "../planned-modes.ts";
import type { RepresentedCell } from "./representativeness.ts";

/** Which part of a wave is counted. */
export type CountedPart = {
  readonly waveId: number;
  readonly questionnaire: string;
  /** The projects of the unit. */
  readonly projectIds: readonly number[];
  /** Answers given this way only; all when absent. */
  readonly mode?: Mode;
};

export type AnswerCell = {
  readonly projectId: number;
  readonly phase: OwnerPhase;
  readonly mode: Mode;
  readonly counted: number;
  readonly takenOut: number;
};

function among(projectIds: readonly number[]): string {
  return projectIds.length === 0
    ? "false"
    : `project_id in (${projectIds.map((_, place) => `$${place + 2}`).join(", ")})`;
}

function inMode({ mode }: CountedPart): string {
  return mode === undefined ? "true" : `mode = '${mode}'`;
}

// Rows are counted by their columns as they lie, and only the few groups are spelled out, looked at and put in order:
// the same done for each row of a large wave took two thirds of the time.

/** Answers by project, phase and mode. Broken-off ones are no answers. */
export async function answerCells(analysis: Analysis, part: CountedPart): Promise<readonly AnswerCell[]> {
  const rows = await analysis.query(
    `with alike as materialized (
       select project_id, phase, mode, quality, count(*) as n from ${quoted(responseRelationName(part.questionnaire))}
       where wave_id = $1 and ${among(part.projectIds)} and ${inMode(part)} group by all)
     select project_id, phase::varchar as phase, mode::varchar as mode,
       coalesce(sum(n) filter (quality in ('ok', 'flagged')), 0)::integer as counted,
       coalesce(sum(n) filter (quality in ('excluded', 'void')), 0)::integer as taken_out
     from alike group by all order by all`,
    [part.waveId, ...part.projectIds],
  );
  return rows.map((row) => ({
    projectId: Number(row.project_id),
    phase: String(row.phase) as OwnerPhase,
    mode: String(row.mode) as Mode,
    counted: Number(row.counted),
    takenOut: Number(row.taken_out),
  }));
}

/** Counted answers by the day they were given. */
export async function answersPerDay(
  analysis: Analysis,
  part: CountedPart,
): Promise<ReadonlyMap<CalendarDate, number>> {
  const rows = await analysis.query(
    `with alike as materialized (
       select submitted_on, count(*)::integer as n from ${quoted(responseRelationName(part.questionnaire))}
       where wave_id = $1 and ${among(part.projectIds)} and quality in ('ok', 'flagged') and ${inMode(part)} group by all)
     select submitted_on::varchar as day, n from alike order by submitted_on`,
    [part.waveId, ...part.projectIds],
  );
  return new Map(rows.map(({ day, n }) => [String(day), Number(n)]));
}

/** The frame by everything the table of representativeness is cut by. */
export async function representedCells(
  analysis: Analysis,
  part: CountedPart,
  cutoffOn: CalendarDate,
): Promise<readonly RepresentedCell[]> {
  const rows = await analysis.query(
    `with alike as materialized (
       select project_id, region_id, phase, product_type, months_since_handover, sampled, disposition, count(*) as n
       from frame_member where wave_id = $1 and ${among(part.projectIds)} group by all)
     select project_id, region_id, phase::varchar as phase, product_type,
       year('${cutoffOn}'::date - to_months(months_since_handover))::integer as handover_year,
       sum(n)::integer as owners, coalesce(sum(n) filter (sampled), 0)::integer as asked,
       coalesce(sum(n) filter (disposition in ('I', 'P')), 0)::integer as answered
     from alike group by all order by all`,
    [part.waveId, ...part.projectIds],
  );
  const orNull = (value: unknown) => (value === null || value === undefined ? null : Number(value));
  return rows.map((row) => ({
    projectId: Number(row.project_id),
    regionId: orNull(row.region_id),
    phase: String(row.phase) as OwnerPhase,
    handoverYear: orNull(row.handover_year),
    productType: row.product_type === null ? null : String(row.product_type),
    owners: Number(row.owners),
    asked: Number(row.asked),
    answered: Number(row.answered),
  }));
}

export type FieldCounts = {
  readonly contacts: Readonly<Record<string, number>>;
  readonly appointmentsOpen: number;
  readonly appointmentsOverdue: number;
};

/** Contacts and appointments of a whole wave: interviewers do not work by unit. */
export async function fieldCounts(run: Statements, waveId: number, now: Date): Promise<FieldCounts> {
  const contacts = await run<{ disposition: string; n: number }>(
    "select disposition, count(*) as n from attempt where wave_id = $1 and mode <> 'web' group by 1 order by 1",
    [waveId],
  );
  const [appointments] = await run<{ open: number; overdue: number }>(
    `select count(*) as open, count(*) filter (where a.due_at < $2) as overdue
     from appointment a join frame_member m using (respondent_key) where a.state = 'open' and m.wave_id = $1`,
    [waveId, now],
  );
  return {
    contacts: Object.fromEntries(contacts.map(({ disposition, n }) => [disposition, n])),
    appointmentsOpen: appointments?.open ?? 0,
    appointmentsOverdue: appointments?.overdue ?? 0,
  };
}

export type OddCounts = {
  readonly byCode: readonly { readonly projectId: number; readonly code: string; readonly n: number }[];
  readonly isolated: number;
  readonly voided: number;
  readonly interference: number;
  readonly grades: readonly { readonly projectId: number; readonly grade: "A" | "B" | "C" | null }[];
};

/** Marks, isolated and void answers, and grades of some projects. */
export async function oddCounts(
  run: Statements,
  waveId: number,
  projectIds: readonly number[],
): Promise<OddCounts> {
  const given = [waveId, projectIds];
  const byCode = await run<OddCounts["byCode"][number]>(
    `select r.project_id as "projectId", c.code, count(*) as n from response r cross join unnest(r.quality_reasons) as c (code)
     where r.wave_id = $1 and r.project_id = any($2) and r.quality <> 'ok' group by 1, 2 order by 1, 2`,
    given,
  );
  const [taken] = await run<{ isolated: number; voided: number }>(
    `select count(*) filter (where quality = 'excluded' and not ('break-off' = any(quality_reasons))) as isolated,
            count(*) filter (where quality = 'void') as voided
     from response where wave_id = $1 and project_id = any($2) and quality <> 'ok'`,
    given,
  );
  const [told] = await run<{ n: number }>(
    `select count(distinct i.respondent_key) as n from interference_report i join frame_member m using (respondent_key)
     where m.wave_id = $1 and m.project_id = any($2)`,
    given,
  );
  const grades = await run<OddCounts["grades"][number]>(
    `select project_id as "projectId", grade from project_quality where wave_id = $1 and project_id = any($2) order by 1`,
    given,
  );
  return {
    byCode,
    isolated: taken?.isolated ?? 0,
    voided: taken?.voided ?? 0,
    interference: told?.n ?? 0,
    grades,
  };
}

export type PlannedStratumRow = {
  readonly projectId: number;
  readonly phase: OwnerPhase;
  readonly target: number;
  readonly takeAll: boolean;
};

/** What the draw that stands wants of each stratum; empty for waves that came with their frame. */
export async function plannedStrata(run: Statements, waveId: number): Promise<readonly PlannedStratumRow[]> {
  return run<PlannedStratumRow>(
    `select project_id as "projectId", phase, target, take_all as "takeAll" from wave_stratum where wave_id = $1 order by 1, 2`,
    [waveId],
  );
}
