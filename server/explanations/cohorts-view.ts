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
import { type AgeCut, type TenureSpan, tenureSpan } from "#surveys/tenure.ts";
import { batchAge } from "./batch-age.ts";
import { type CohortTable, cohortReading, cohortReadings } from "./cohort-readings.ts";
import type { CohortsQuery } from "./cohorts-query.ts";

/** A batch, or a class of years since handover, in one wave. */
export type CohortPoint = {
  /** Whole months since the first handover; of a class those at which it begins. */
  readonly months: number;
  /** Equal for equal ages: of a batch the year after its handover, the begun one counted; of a class the months at which it begins. */
  readonly age: number;
  readonly waveId: number;
  readonly calendarYear: number;
  readonly reading: ReadingView;
  /** From 1, among the batches of the same age, or among the projects of the same age in the same wave; members of a band cannot be told apart. Null where it is not placed. */
  readonly bandOfAge: number | null;
  /** The same among all of the same wave. */
  readonly bandOfYear: number | null;
  /** Asked in other words than in the newest wave: it stands for itself and is held against nothing. */
  readonly reworded: boolean;
};

/** Homes of a project that were handed over together, over the waves; or those of a class of years since handover in each. */
export type Cohort = {
  readonly project: UnitRef;
  /** Name of the batch, or word of the class. */
  readonly batch: string;
  readonly tenure: TenureSpan | null;
  /** First day of handover; null of a class. */
  readonly startsOn: CalendarDate | null;
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
  /** What the newest wave tells owners by: waves that tell by the other can be held against nothing here. */
  readonly ageBy: AgeCut;
  readonly otherWaves: readonly WaveOption[];
  /** Oldest first. */
  readonly waves: readonly WaveOption[];
  /** By project in the order of the tree, the oldest batch or the youngest class first. */
  readonly cohorts: readonly Cohort[];
  readonly passport: PassportView;
};

const METHOD = {
  batch: {
    zh: "按项目的交付批次跟踪：年龄从该批次开始交付之日算到各期截止日，各期同一口径。分档按与档首的 95% 检验（过程推断，不含有限总体校正，各批次按独立样本）；换过题目的期次不参与分档。人数过少的批次按自由分析的规则隐藏。",
    en: "Handover batches followed over waves: age runs from a batch's first day of handover to each wave's cut-off, all waves under one rule. Bands by 95% tests against their head (processes, no finite-population correction, batches as independent samples); waves with a reworded question are not placed. Batches too small are hidden by the rules of the free analysis.",
  },
  tenure: {
    zh: "按截止日的入住时长分档，各项目同一把尺，在同一期、同一档里比较。分档按与档首的 95% 检验（过程推断，不含有限总体校正，各项目按独立样本）；换过题目的期次不参与分档。人数过少的按自由分析的规则隐藏。",
    en: "Years since handover on the cut-off day in the same classes for all projects, compared within a wave and a class. Bands by 95% tests against their head (processes, no finite-population correction, projects as independent samples); waves with a reworded question are not placed. Classes too small are hidden by the rules of the free analysis.",
  },
} as const;

type Found = {
  readonly project: number;
  readonly batch: string;
  readonly point: Omit<CohortPoint, "bandOfAge" | "bandOfYear">;
  readonly sample: Reading | undefined;
};

/** Homes of a project that are followed or held against others. */
type Group = Pick<Cohort, "batch" | "tenure" | "startsOn"> & { readonly project: number };

/** Batches whose first day is known: what an age is counted from. */
async function batchesOf(db: Database, projects: readonly number[]): Promise<readonly Group[]> {
  if (projects.length === 0) return [];
  const rows = await db
    .selectFrom("handover_batch")
    .select(["project_id", "name", "starts_on"])
    .where("project_id", "in", [...projects])
    .orderBy("starts_on")
    .orderBy("id")
    .execute();
  return rows.map((row) => ({
    project: row.project_id,
    batch: row.name,
    tenure: null,
    startsOn: row.starts_on,
  }));
}

/** Classes of years since handover that waves have, in each project; homes that are not handed over have no age. */
function classesOf(tables: readonly CohortTable[], projects: readonly number[]): readonly Group[] {
  const words = new Set(tables.flatMap(({ shown }) => [...shown.keys()]));
  const spans = [...words].flatMap((word) => {
    const tenure = tenureSpan(word);
    return tenure ? [{ batch: word, tenure, startsOn: null }] : [];
  });
  const inOrder = spans.toSorted(
    (a, b) => a.tenure.from - b.tenure.from || (a.tenure.to ?? Infinity) - (b.tenure.to ?? Infinity),
  );
  return projects.flatMap((project) => inOrder.map((span) => ({ project, ...span })));
}

/** How old a group is on a day; undefined before its handover. */
function ageOf(
  { tenure, startsOn }: Group,
  day: CalendarDate,
): Pick<CohortPoint, "months" | "age"> | undefined {
  if (tenure) return { months: tenure.from, age: tenure.from };
  const own = startsOn === null ? undefined : batchAge(startsOn, day);
  return own && { months: own.months, age: own.year };
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
  keyOf: (point: Found["point"]) => string | number,
): ReadonlyMap<number, number> {
  const groups = Map.groupBy(found.keys(), (at) => keyOf((found[at] as Found).point));
  return new Map([...groups.values()].flatMap((members) => [...bandsIn(found, members)]));
}

function pointsIn(
  cut: IndicatorCut,
  wave: CutWave,
  tables: CohortTable,
  info: NodeInfo,
  groups: readonly Group[],
): Found[] {
  const changed = nodeBreak(
    info,
    cut.infos,
    wave.wording,
    cut.now.wording,
    cut.settings["comparison.broken_share"],
  );
  return groups.flatMap((group) => {
    const { project, batch } = group;
    const age = ageOf(group, wave.wave.cutoffOn);
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
 * Handover batches over the waves, or classes of years since handover where the newest wave tells owners by these, to be held against one
 * another at the same age and in the same year. A batch is shown where the
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
  const ids = projects.map(({ id }) => id);
  const { ageBy } = cut.now.wave;
  const every = await trendWaves(cut);
  const waves = every.filter(({ wave }) => wave.ageBy === ageBy);
  const tables: CohortTable[] = [];
  for (const wave of waves) tables.push(await cohortReadings(sources, cut, wave));
  const groups = ageBy === "tenure" ? classesOf(tables, ids) : await batchesOf(sources.db, ids);
  const found = waves.flatMap((wave, at) => pointsIn(cut, wave, tables[at] as CohortTable, info, groups));
  const ofAge = bandsBy(found, ({ age, waveId }) => (ageBy === "tenure" ? `${waveId} ${age}` : age));
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
    ageBy,
    otherWaves: every.flatMap(({ wave }) => (wave.ageBy === ageBy ? [] : [wave])),
    waves: waves.map(({ wave }) => wave),
    cohorts: projects.flatMap((project) =>
      groups
        .filter((group) => group.project === project.id)
        .flatMap(({ batch, tenure, startsOn }) => {
          const own = points.get(`${project.id} ${batch}`) ?? [];
          if (own.length === 0) return [];
          return [
            { project: unitRef(project), batch, tenure, startsOn, points: own.map(({ point }) => point) },
          ];
        }),
    ),
    passport: { ...passportOf(cut, info), inference: "process", method: METHOD[ageBy] },
  };
}
