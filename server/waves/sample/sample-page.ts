import type { Database } from "#server/database/connection.ts";
import type { ProjectNamed } from "#server/organisation/project-name.ts";
import { frameStrata } from "../frame/frame-strata.ts";
import { readWaveSettings } from "../settings.ts";
import { needState, readWave } from "../wave-facts.ts";
import type { WaveManager } from "../wave-manager.ts";
import type { SampleStratum } from "./draw-sample.ts";
import { planStratum, type StoredPlan, storedPlan } from "./sample-plan.ts";

export type PastDraw = {
  readonly draw: number;
  readonly seed: number;
  readonly plan: StoredPlan;
  readonly owners: number;
  readonly drawn: number;
  readonly hash: string;
  readonly by: string | null;
  readonly at: string;
};

/** How the homes of a wave were drawn. */
export type SamplePage = {
  /** Every draw, the standing one first. */
  readonly draws: readonly PastDraw[];
  /** Strata with fewer owners are asked whole, unless a draw says otherwise. */
  readonly takeAllBelow: number;
};

/** The draws of a wave. @throws AppError `not_found` */
export async function samplePage(db: Database, _by: WaveManager, waveId: number): Promise<SamplePage> {
  await readWave(db, waveId);
  const rows = await db
    .selectFrom("wave_sample as sample")
    .leftJoin("user", "user.id", "sample.drawn_by")
    .select([
      "sample.draw",
      "sample.seed",
      "sample.plan",
      "sample.owners",
      "sample.drawn",
      "sample.hash",
      "sample.drawn_at",
      "user.name",
    ])
    .where("sample.wave_id", "=", waveId)
    .orderBy("sample.draw", "desc")
    .execute();
  const settings = await readWaveSettings(db, waveId);
  return {
    draws: rows.map((row) => ({
      draw: row.draw,
      seed: row.seed,
      plan: storedPlan.parse(row.plan),
      owners: row.owners,
      drawn: row.drawn,
      hash: row.hash.toString("hex"),
      by: row.name,
      at: row.drawn_at.toISOString(),
    })),
    takeAllBelow: settings["sample.take_all_below"],
  };
}

/** A plan applied to a wave's frame, before anything is drawn. */
export type PlannedSample = {
  readonly owners: number;
  readonly drawn: number;
  /** How many of those may be expected to be askable: the others are left in peace. */
  readonly askable: number;
  readonly target: number;
  readonly takenWhole: number;
  /** Of the stratum that fares worst when all targets are met; null where there is no margin. */
  readonly widestMargin: number | null;
  /** The same of a 0–100 score, in points. */
  readonly widestMean: number | null;
  readonly leastDetectable: number | null;
  readonly strata: readonly (SampleStratum & ProjectNamed)[];
};

/**
 * What a plan would ask of every project and phase, with the margin it gives and the change it cannot see.
 * @throws AppError `conflict` before the frame is fixed
 */
export async function plannedSample(
  db: Database,
  _by: WaveManager,
  waveId: number,
  plan: StoredPlan,
): Promise<PlannedSample> {
  const wave = await readWave(db, waveId);
  needState(wave, ["locked", "field", "closed", "published"], "planning its sample");
  const owned = await frameStrata(db, waveId);
  const projects = await db
    .selectFrom("org_unit")
    .select(["id", "name", "name_en", "code"])
    .where("id", "in", [0, ...new Set(owned.map(({ projectId }) => projectId))])
    .execute();
  const placeOf = new Map(projects.map((project) => [project.id, project]));
  const strata = owned
    .map(({ projectId, phase, owners }) => ({
      projectId,
      phase,
      project: placeOf.get(projectId)?.name ?? "",
      projectEn: placeOf.get(projectId)?.name_en ?? null,
      code: placeOf.get(projectId)?.code ?? "",
      ...planStratum(plan, owners, { projectId, phase }),
    }))
    .toSorted((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0))
    .map(({ code: _, ...stratum }) => stratum);
  const sum = (of: (stratum: SampleStratum) => number) =>
    strata.reduce((total, stratum) => total + of(stratum), 0);
  const most = (values: readonly number[]) => (values.length === 0 ? null : Math.max(...values));
  const shareOf = new Map(
    owned.map(({ projectId, phase, owners, askable }) => [`${projectId}|${phase}`, askable / owners]),
  );
  return {
    owners: sum(({ owners }) => owners),
    drawn: sum(({ drawn }) => drawn),
    askable: Math.round(
      strata.reduce(
        (all, { projectId, phase, drawn }) => all + drawn * (shareOf.get(`${projectId}|${phase}`) ?? 0),
        0,
      ),
    ),
    target: sum(({ target }) => target),
    takenWhole: strata.filter(({ takeAll }) => takeAll).length,
    widestMargin: most(strata.flatMap(({ marginPoints }) => marginPoints ?? [])),
    widestMean: most(strata.flatMap(({ meanPoints }) => meanPoints ?? [])),
    leastDetectable: most(strata.map(({ detectablePoints }) => detectablePoints)),
    strata,
  };
}
