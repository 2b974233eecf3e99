import { tieBands } from "#analytics/bands.ts";
import type { Reading } from "#analytics/reading.ts";
import { AppError } from "#server/app-error.ts";
import type { Database } from "#server/database/connection.ts";
import { nodeBreak } from "#server/indicators/breaks.ts";
import { cutFor, type IndicatorCut } from "#server/indicators/cut.ts";
import type { CutWave } from "#server/indicators/cut-wave.ts";
import { type NodeInfo, nodeRef } from "#server/indicators/nodes.ts";
import { passportOf } from "#server/indicators/passport.ts";
import { readingView } from "#server/indicators/reading-of.ts";
import type { NodeRef, PassportView, ReadingView } from "#server/indicators/reading-view.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { trendWaves } from "#server/indicators/trend.ts";
import { projectsOf } from "#server/indicators/units-below.ts";
import type { WaveOption } from "#server/indicators/wave-option.ts";
import { unitRef } from "#server/scope/org-tree.ts";
import type { Scope } from "#server/scope/scope.ts";
import type { UnitRef } from "#server/scope/unit-view.ts";
import type { CalendarDate } from "#surveys/calendar-date.ts";
import { type BatchAge, batchAge } from "./batch-age.ts";
import { cohortReading, cohortReadings } from "./cohort-readings.ts";
import type { CohortsQuery } from "./cohorts-query.ts";

/** A batch in one wave. */
export type CohortPoint = BatchAge & {
  readonly waveId: number;
  readonly calendarYear: number;
  readonly reading: ReadingView;
  /** From 1, among the batches of the same year of age; members of a band cannot be told apart. Null where it is not placed. */
  readonly bandOfAge: number | null;
  /** The same among the batches of the same wave. */
  readonly bandOfYear: number | null;
  /** Asked in other words than in the newest wave: it stands for itself and is held against nothing. */
  readonly reworded: boolean;
};

/** Homes of a project that were handed over together, over the waves. */
export type Cohort = {
  readonly project: UnitRef;
  readonly batch: string;
  readonly startsOn: CalendarDate;
  /** Oldest wave first; waves before the handover, or without answers, are left out. */
  readonly points: readonly CohortPoint[];
};

export type CohortsView = {
  readonly unit: UnitRef;
  readonly path: readonly UnitRef[];
  readonly node: NodeRef;
  readonly nodes: readonly (NodeRef & { readonly depth: number })[];
  readonly wave: WaveOption;
  readonly previousWave: null;
  /** Oldest first. */
  readonly waves: readonly WaveOption[];
  /** By project in the order of the tree, the oldest batch first. */
  readonly cohorts: readonly Cohort[];
  readonly passport: PassportView;
};

const METHOD = {
  zh: "按项目的交付批次跟踪：年龄从该批次开始交付之日算到各期截止日，各期同一口径。分档按与档首的 95% 检验（过程推断，不含有限总体校正，各批次按独立样本）；换过题目的期次不参与分档。人数过少的批次按自由分析的规则隐藏。",
  en: "Handover batches followed over waves: age runs from a batch's first day of handover to each wave's cut-off, all waves under one rule. Bands by 95% tests against their head (processes, no finite-population correction, batches as independent samples); waves with a reworded question are not placed. Batches too small are hidden by the rules of the free analysis.",
};

type Found = {
  readonly project: number;
  readonly batch: string;
  readonly point: Omit<CohortPoint, "bandOfAge" | "bandOfYear">;
  readonly sample: Reading | undefined;
};

/** Batches whose first day is known: what an age is counted from. */
async function batchesOf(db: Database, projects: readonly number[]) {
  if (projects.length === 0) return [];
  const rows = await db
    .selectFrom("handover_batch")
    .select(["project_id", "name", "starts_on"])
    .where("project_id", "in", [...projects])
    .orderBy("starts_on")
    .orderBy("id")
    .execute();
  return rows.map((row) => ({ project: row.project_id, batch: row.name, startsOn: row.starts_on }));
}

/** Band of each of some batches, by place in `found`. */
function bandsIn(found: readonly Found[], members: readonly number[]): ReadonlyMap<number, number> {
  const placed = members.flatMap((at) => {
    const each = found[at];
    if (!each || each.point.reworded || each.point.reading.state !== "full") return [];
    return each.sample?.value === undefined ? [] : [{ at, sample: each.sample }];
  });
  const bands = tieBands(
    placed,
    ({ sample }) => sample,
    ({ at }) => String(at).padStart(6, "0"),
  );
  return new Map(bands.flatMap((band, place) => band.map(({ at }) => [at, place + 1] as const)));
}

function bandsBy(
  found: readonly Found[],
  keyOf: (point: Found["point"]) => number,
): ReadonlyMap<number, number> {
  const groups = Map.groupBy(found.keys(), (at) => keyOf((found[at] as Found).point));
  return new Map([...groups.values()].flatMap((members) => [...bandsIn(found, members)]));
}

async function pointsIn(
  sources: Sources,
  cut: IndicatorCut,
  wave: CutWave,
  info: NodeInfo,
  batches: Awaited<ReturnType<typeof batchesOf>>,
): Promise<Found[]> {
  const tables = await cohortReadings(sources, cut, wave);
  const changed = nodeBreak(
    info,
    cut.infos,
    wave.wording,
    cut.now.wording,
    cut.settings["comparison.broken_share"],
  );
  return batches.flatMap(({ project, batch, startsOn }) => {
    const age = batchAge(startsOn, wave.wave.cutoffOn);
    const reading = readingView(cohortReading(tables.shown, batch, project, info.id));
    if (age === undefined || reading.state === "undefined") return [];
    const point = {
      ...age,
      waveId: wave.wave.id,
      calendarYear: wave.wave.year,
      reading,
      reworded: changed.kind !== null,
    };
    return [{ project, batch, point, sample: cohortReading(tables.samples, batch, project, info.id) }];
  });
}

/**
 * Handover batches over the waves, to be held against one another at the same age and in the same year. A batch is shown where the
 * free analysis shows it, so nothing can be subtracted from it.
 * @throws AppError `not_found` for a unit, wave or indicator that is not the asker's
 */
export async function cohortsView(sources: Sources, scope: Scope, query: CohortsQuery): Promise<CohortsView> {
  const { node, ...rest } = query;
  const cut = await cutFor(sources, scope, { ...rest, compare: null });
  const wanted = node ?? cut.published.definition.tree.id;
  const info = cut.infos.find(({ id }) => id === wanted);
  if (!info)
    throw new AppError("not_found", "There is no such indicator for you: choose one from the table.");
  const projects = projectsOf(cut, cut.unit);
  const batches = await batchesOf(
    sources.db,
    projects.map(({ id }) => id),
  );
  const waves = await trendWaves(cut);
  const found: Found[] = [];
  for (const wave of waves) found.push(...(await pointsIn(sources, cut, wave, info, batches)));
  const ofAge = bandsBy(found, ({ year }) => year);
  const ofYear = bandsBy(found, ({ calendarYear }) => calendarYear);
  const points = Map.groupBy(
    found.map((each, at) => ({
      ...each,
      point: { ...each.point, bandOfAge: ofAge.get(at) ?? null, bandOfYear: ofYear.get(at) ?? null },
    })),
    ({ project, batch }) => `${project} ${batch}`,
  );
  return {
    unit: unitRef(cut.unit),
    path: cut.path.map(unitRef),
    node: nodeRef(info),
    nodes: cut.infos.map((each) => ({ ...nodeRef(each), depth: each.depth })),
    wave: cut.now.wave,
    previousWave: null,
    waves: waves.map(({ wave }) => wave),
    cohorts: projects.flatMap((project) =>
      batches
        .filter((batch) => batch.project === project.id)
        .flatMap(({ batch, startsOn }) => {
          const own = points.get(`${project.id} ${batch}`) ?? [];
          if (own.length === 0) return [];
          return [{ project: unitRef(project), batch, startsOn, points: own.map(({ point }) => point) }];
        }),
    ),
    passport: { ...passportOf(cut, info), inference: "process", method: METHOD },
  };
}
