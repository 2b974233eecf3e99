import type { Database } from "#server/database/connection.ts";
import { statementsOf } from "#server/database/statements.ts";
import type { ProjectNamed } from "#server/organisation/project-name.ts";
import type { CalendarDate } from "#surveys/calendar-date.ts";
import type { OwnerPhase } from "#surveys/owner-phase.ts";
import type { Problem } from "#surveys/problem.ts";
import { readWaveSettings } from "../settings.ts";
import { needState, readWave } from "../wave-facts.ts";
import type { WaveManager } from "../wave-manager.ts";
import { answeredStrata } from "./answered-strata.ts";
import { closeProblems } from "./close-problems.ts";
import { type LateDay, lateDays } from "./late-answers.ts";
import type { Reconciliation } from "./reconcile.ts";
import { waveCounts } from "./reconcile.ts";
import { type WaveWeighting, waveWeights } from "./wave-weights.ts";

/** One closing of a wave, standing or taken back. */
export type Closing = {
  readonly number: number;
  readonly closedAt: string;
  readonly closedBy: string | null;
  readonly dataHash: string;
  readonly frameHash: string | null;
  readonly questionnaireHash: string;
  readonly reopenedAt: string | null;
  readonly reopenedBy: string | null;
};

export type WeightRow = {
  readonly projectId: number;
  readonly project: string;
  readonly projectEn: string | null;
  readonly phase: OwnerPhase;
  readonly owners: number;
  readonly respondents: number;
  readonly weight: number | null;
  /** Weighted together with others. */
  readonly isPooled: boolean;
  readonly isTrimmed: boolean;
};

/** What there is to know before a wave is closed, and after. */
export type ClosePage = {
  /** What stands in the way of closing today; empty once it is closed. */
  readonly problems: readonly Problem[];
  readonly counts: Reconciliation["counts"];
  /** The sums of the standing closing; undefined before. */
  readonly reconciliation?: Reconciliation | undefined;
  readonly late: readonly LateDay[];
  /** As the wave would be weighted now, or as it was. */
  readonly weighting: Omit<WaveWeighting, "strata">;
  readonly weights: readonly WeightRow[];
  readonly closings: readonly Closing[];
  /** Whether publishing is for somebody else than who closed it, and whether the asker is that somebody. */
  readonly twoPeople: boolean;
  readonly mayPublish: boolean;
};

async function closingsOf(db: Database, waveId: number) {
  return db
    .selectFrom("wave_close as close")
    .leftJoin("user as closer", "closer.id", "close.closed_by")
    .leftJoin("user as opener", "opener.id", "close.reopened_by")
    .select([
      "close.number",
      "close.closed_at",
      "close.closed_by",
      "closer.name as closer",
      "close.data_hash",
      "close.frame_hash",
      "close.questionnaire_hash",
      "close.reconciliation",
      "close.weighting",
      "close.reopened_at",
      "opener.name as opener",
    ])
    .where("close.wave_id", "=", waveId)
    .orderBy("close.number", "desc")
    .execute();
}

async function projectNames(
  db: Database,
  ids: readonly number[],
): Promise<ReadonlyMap<number, ProjectNamed>> {
  const rows = await db
    .selectFrom("org_unit")
    .select(["id", "name as project", "name_en as projectEn"])
    .where("id", "in", [0, ...ids])
    .execute();
  return new Map(rows.map(({ id, ...name }) => [id, name]));
}

/**
 * The close of a wave for those who run it: what has to be decided first, the sums, the weights and every closing.
 * @throws AppError `conflict` before anybody was asked
 */
export async function closePage(
  db: Database,
  by: WaveManager,
  waveId: number,
  today: CalendarDate,
): Promise<ClosePage> {
  const wave = await readWave(db, waveId);
  needState(wave, ["field", "closed", "published"], "closing it");
  const run = statementsOf(db);
  const settings = await readWaveSettings(db, waveId);
  const [answered, counts, late, closings] = await Promise.all([
    answeredStrata(run, waveId),
    waveCounts(run, waveId),
    lateDays(db, by, waveId),
    closingsOf(db, waveId),
  ]);
  const standing = closings.find(({ reopened_at }) => reopened_at === null);
  // a closed wave keeps the rule it was weighted by
  const kept = standing?.weighting as Omit<WaveWeighting, "strata"> | undefined;
  const { strata, ...log } = waveWeights(
    answered,
    kept?.rule ?? {
      collapseBelow: settings["weights.collapse_below"],
      trim: settings["weights.trim"],
    },
  );
  const names = await projectNames(db, [...new Set(strata.map(({ projectId }) => projectId))]);
  const twoPeople = settings["publish.two_people"] && standing !== undefined;
  return {
    problems: wave.state === "field" ? await closeProblems(run, wave, today, false) : [],
    counts,
    reconciliation: standing?.reconciliation as Reconciliation | undefined,
    late,
    weighting: log,
    weights: strata.map((each) => ({
      projectId: each.projectId,
      ...(names.get(each.projectId) ?? { project: "", projectEn: null }),
      phase: each.phase,
      owners: each.owners,
      respondents: each.respondents,
      weight: each.weight ?? null,
      isPooled: each.pool.includes("+"),
      isTrimmed: log.trimmed.includes(`${each.projectId}|${each.phase}`),
    })),
    closings: closings.map((row) => ({
      number: row.number,
      closedAt: row.closed_at.toISOString(),
      closedBy: row.closer,
      dataHash: row.data_hash.toString("hex"),
      frameHash: row.frame_hash?.toString("hex") ?? null,
      questionnaireHash: row.questionnaire_hash,
      reopenedAt: row.reopened_at?.toISOString() ?? null,
      reopenedBy: row.opener,
    })),
    twoPeople,
    mayPublish:
      wave.state === "closed" && (!twoPeople || (by.userId !== null && by.userId !== standing?.closed_by)),
  };
}
