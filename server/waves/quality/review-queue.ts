import type { Database } from "#server/database/connection.ts";
import { statementsOf } from "#server/database/statements.ts";
import type { ProjectNamed } from "#server/organisation/project-name.ts";
import { isContactTime } from "#surveys/contact-hours.ts";
import type { OwnerPhase } from "#surveys/owner-phase.ts";
import { contactTimes, readWaveSettings } from "../settings.ts";
import { readWave } from "../wave-facts.ts";
import type { WaveManager } from "../wave-manager.ts";
import type { QualityCode } from "./quality-codes.ts";

/** An answer to be looked at. Neither what was said nor by whom. */
export type QueuedResponse = {
  readonly responseId: string;
  readonly projectId: number;
  readonly project: string;
  readonly projectEn: string | null;
  readonly phase: OwnerPhase;
  readonly mode: "web" | "phone" | "visit";
  readonly interviewer: string | null;
  readonly submittedAt: string;
  readonly seconds: number | null;
  readonly quality: "ok" | "flagged" | "excluded";
  /** Given alone at an hour at which owners are left in peace; said for what it is worth, and no mark. */
  readonly atOddHour: boolean;
  readonly marks: readonly {
    readonly code: QualityCode;
    readonly detail: Readonly<Record<string, unknown>> | null;
  }[];
  /** A proposal to void it that waits for a second person. */
  readonly proposal:
    | { readonly id: number; readonly reason: string; readonly by: string | null; readonly isOwn: boolean }
    | undefined;
};

export type QueueQuery = {
  readonly waveId: number;
  readonly projectId?: number;
  readonly code?: QualityCode;
  /** Only what this person asked, also what bears no mark: somebody's figures can be odd where no answer of his is. */
  readonly interviewer?: string;
  /** Rows after this answer, as the last page gave them. */
  readonly after?: string;
  readonly limit: number;
};

type Row = Omit<QueuedResponse, "marks" | "proposal" | "submittedAt" | "atOddHour"> & {
  readonly at: Date;
  readonly codes: readonly QualityCode[];
  readonly details: Readonly<Record<string, Readonly<Record<string, unknown>>>> | null;
  readonly review_id: number | null;
  readonly reason: string | null;
  readonly proposed_by: string | null;
  readonly proposer: string | null;
};

// what somebody decided on since it was last marked is done
const UNDECIDED = (
  qualities: string,
) => `r.wave_id = $1 and r.quality in (${qualities}) and not ('break-off' = any(r.quality_reasons))
    and (v.id is not null or not exists (
      select from response_review d where d.response_id = r.id and d.decision is not null
        and d.undone_at is null and d.decided_at > coalesce((select max(f.found_at) from response_flag f where f.response_id = r.id), r.submitted_at)))`;
const WAITING = UNDECIDED("'flagged', 'excluded'");

/** Another's proposal waits for the reader alone, so it comes first; then what does not count meanwhile. */
const RANK = (proposal: string, response: string) =>
  `(${proposal}.id is null or ${proposal}.proposed_by is not distinct from $6), (${response}.quality = 'ok'), (${response}.quality = 'flagged'), ${response}.id`;

const queueOf = (waiting: string) => `
  select r.id as "responseId", r.project_id as "projectId", p.name as project, p.name_en as "projectEn", r.phase, r.mode, i.name as interviewer,
         r.submitted_at as at, r.duration_s as seconds, r.quality, r.quality_reasons as codes,
         (select jsonb_object_agg(f.code, f.detail) from response_flag f where f.response_id = r.id) as details,
         v.id as review_id, v.reason, v.proposed_by, u.name as proposer
  from response r
  join org_unit p on p.id = r.project_id
  left join "user" i on i.id = r.interviewer
  left join response_review v on v.response_id = r.id and v.decision is null
  left join "user" u on u.id = v.proposed_by
  where ${waiting}
    and ($7::text is null or r.interviewer = $7)
    and ($2::bigint is null or r.project_id = $2) and ($3::text is null or $3 = any(r.quality_reasons))
    and ($4::uuid is null or (${RANK("v", "r")}) > (
      select ${RANK("w", "q")} from response q left join response_review w on w.response_id = q.id and w.decision is null
      where q.id = $4))
  order by ${RANK("v", "r")} limit $5`;

/**
 * The answers of a wave that wait for somebody's judgement: those another has proposed to void first, for only somebody
 * else can confirm that, then those that do not count meanwhile.
 */
export async function reviewQueue(
  db: Database,
  by: WaveManager,
  { waveId, projectId, code, interviewer, after, limit }: QueueQuery,
): Promise<readonly QueuedResponse[]> {
  const times = contactTimes(await readWaveSettings(db, waveId));
  const waiting = interviewer === undefined ? WAITING : UNDECIDED("'ok', 'flagged', 'excluded'");
  const rows = await statementsOf(db)<Row>(queueOf(waiting), [
    waveId,
    projectId ?? null,
    code ?? null,
    after ?? null,
    limit,
    by.userId,
    interviewer ?? null,
  ]);
  return rows.map(({ at, codes, details, review_id, reason, proposed_by, proposer, ...row }) => ({
    ...row,
    submittedAt: at.toISOString(),
    atOddHour: row.mode === "web" && !isContactTime(at, times),
    marks: codes.map((each) => ({ code: each, detail: details?.[each] ?? null })),
    proposal:
      review_id === null || reason === null
        ? undefined
        : { id: review_id, reason, by: proposer, isOwn: proposed_by === by.userId },
  }));
}

export type QueueCounts = {
  readonly waiting: number;
  /** Of them, not counted meanwhile. */
  readonly isolated: number;
  /** Of them, proposed as void. */
  readonly proposed: number;
  readonly byCode: readonly { readonly code: QualityCode; readonly n: number }[];
  readonly byProject: readonly (ProjectNamed & { readonly projectId: number; readonly n: number })[];
};

/** How many answers of a wave wait for somebody, by mark and by project. @throws AppError `not_found` */
export async function queueCounts(db: Database, _by: WaveManager, waveId: number): Promise<QueueCounts> {
  const wave = await readWave(db, waveId);
  const run = statementsOf(db);
  const from = `from response r left join response_review v on v.response_id = r.id and v.decision is null`;
  const [all] = await run<Pick<QueueCounts, "waiting" | "isolated" | "proposed">>(
    `select count(*) as waiting, count(*) filter (where r.quality = 'excluded') as isolated, count(v.id) as proposed ${from} where ${WAITING}`,
    [wave.id],
  );
  const byCode = await run<QueueCounts["byCode"][number]>(
    `select c.code, count(*) as n ${from} cross join unnest(r.quality_reasons) as c (code) where ${WAITING} group by 1 order by 2 desc, 1`,
    [wave.id],
  );
  const byProject = await run<QueueCounts["byProject"][number]>(
    `select p.id as "projectId", p.name as project, p.name_en as "projectEn", count(*) as n ${from} join org_unit p on p.id = r.project_id
     where ${WAITING} group by 1, 2, 3 order by 4 desc, 1`,
    [wave.id],
  );
  return { ...(all ?? { waiting: 0, isolated: 0, proposed: 0 }), byCode, byProject };
}
