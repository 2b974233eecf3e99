import { tieBands } from "#analytics/bands.ts";
import type { Reading } from "#analytics/reading.ts";
import { standardise } from "#analytics/standardise.ts";
import { empiricalBayes } from "#analytics/statistics/empirical-bayes.ts";
import { rankRanges } from "#analytics/statistics/rank-range.ts";
import { AppError } from "#server/app-error.ts";
import { isAppraised } from "#server/indicators/appraised.ts";
import { changeView } from "#server/indicators/comparisons.ts";
import { cutFor, gapsOfLevel, type IndicatorCut, placeFor } from "#server/indicators/cut.ts";
import { type NodeInfo, nodeInfos, nodeRef } from "#server/indicators/nodes.ts";
import { passportOf } from "#server/indicators/passport.ts";
import { type Place, placeKey, WHOLE } from "#server/indicators/place.ts";
import { readingAt } from "#server/indicators/reading-of.ts";
import type { ReadingView } from "#server/indicators/reading-view.ts";
import type { Settings } from "#server/indicators/settings.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { remembered } from "#server/indicators/table-cache.ts";
import { partsOf, projectsOf } from "#server/indicators/units-below.ts";
import { type TreeUnit, unitRef } from "#server/scope/org-tree.ts";
import type { Scope } from "#server/scope/scope.ts";
import { funnelFrame, funnelStates } from "./funnel-frame.ts";
import { gradesByWave } from "./grades-by-wave.ts";
import { unitMoments } from "./unit-moments.ts";
import { onlyPhaseOf, phasesShown, wavesAtAge } from "./unit-phases.ts";
import type { ComparedUnit, UnitsView } from "./units-answer.ts";
import type { UnitsQuery } from "./units-query.ts";

const METHOD = {
  zh: "比较用过程推断（不含有限总体校正）。按统一阶段构成标准化；分档按与档首的 95% 检验；档内次序按经验贝叶斯收缩分；名次区间按 Holm 两两检验；漏斗警示：占比用精确二项尾概率，均值用含超离散的界限（95% 提示、99.8% 警示）。",
  en: "Compared as processes (no finite-population correction), standardised to the common phase mix where that is possible. Bands by 95% tests against their head, order inside by empirical-Bayes scores, rank ranges by Holm over all pairs, funnel flags by exact tails for shares and by limits with overdispersion for means (95% a warning, 99.8% an alarm).",
};

type Candidate = { readonly unit: TreeUnit; readonly key: string; readonly sample: Reading };

/** Readings of units under the common phase mix, by key of their place; undefined where the definition has no mix. */
async function standardisedReadings(cut: IndicatorCut, by: "project" | "region" | "region_current") {
  const { now, published, unit, query } = cut;
  if (published.definition.standard === undefined || query.phase !== undefined) return undefined;
  return remembered(`standardised|${now.table.id}|${unit.id}|${by}`, () => {
    const moments = unitMoments(cut, now.table, unit, undefined);
    const { readings, ...rest } = standardise(published.definition, moments, {
      by: [by],
      inference: "process",
    });
    return { ...rest, readings: new Map(Map.groupBy(readings, ({ group }) => `${by}:${group[by] ?? ""}/`)) };
  });
}

function view({ value, low, high, n, state }: Reading): ReadingView {
  return {
    value: value ?? null,
    low: low ?? null,
    high: high ?? null,
    halfWidth: low === undefined || high === undefined ? null : (high - low) / 2,
    n: n ?? null,
    state,
  };
}

/** The order of comparable units with everything that is to be said of it, by key. */
function ordered(units: readonly Candidate[], info: NodeInfo, settings: Settings) {
  const samples = units.map(({ sample }) => sample);
  const scores = samples.map(({ value = 0, se = 0, intervalSe = se }) => ({
    value,
    variance: intervalSe * intervalSe,
  }));
  const shrunken = scores.every(({ variance }) => variance > 0) ? empiricalBayes(scores) : undefined;
  const bands = tieBands(
    units,
    ({ sample }) => sample,
    ({ unit }) => unit.code,
  );
  const bandOf = new Map(bands.flatMap((band, at) => band.map(({ key }) => [key, at + 1])));
  const ranges = units.length < 2 ? [] : rankRanges(scores);
  const funnels = funnelStates(samples, info.unit === "percent");
  const scoreOf = (at: number) => shrunken?.units[at]?.value ?? scores[at]?.value ?? 0;
  const sequence = [...units.keys()].toSorted(
    (a, b) =>
      (bandOf.get(units[a]?.key ?? "") ?? 0) - (bandOf.get(units[b]?.key ?? "") ?? 0) ||
      scoreOf(b) - scoreOf(a) ||
      ((units[a]?.unit.code ?? "") < (units[b]?.unit.code ?? "") ? -1 : 1),
  );
  const placeOf = new Map(sequence.map((at, place) => [at, place + 1]));
  return {
    between: shrunken?.between ?? null,
    of: new Map(
      units.map(({ key, sample }, at) => {
        const reliability = shrunken?.units[at]?.reliability ?? null;
        const { n = 0, neff = n, sparse = 0 } = sample;
        const comparable = sparse < settings["comparison.sparse_share"];
        return [
          key,
          {
            band: bandOf.get(key) ?? null,
            order: shrunken?.between === 0 ? null : (placeOf.get(at) ?? null),
            shrunken: shrunken?.units[at]?.value ?? null,
            reliability,
            comparable,
            ranks: ranges[at] ? ([ranges[at].best, ranges[at].worst] as const) : null,
            funnel: funnels[at] ?? null,
            eligible:
              comparable &&
              n >= settings["ranking.answers"] &&
              reliability !== null &&
              reliability >= settings["ranking.reliability"] &&
              n / neff <= settings["ranking.weighting"],
          },
        ] as const;
      }),
    ),
  };
}

const UNPLACED = {
  band: null,
  order: null,
  shrunken: null,
  comparable: false,
  reliability: null,
  ranks: null,
  funnel: null,
  eligible: false,
} as const;

/** Differences of a level's units to the group: a group's cut has those of its regions alone. */
async function gapsOf(cut: IndicatorCut, level: string, node: string) {
  const { now, published, settings } = cut;
  const infos = nodeInfos(published.definition, now.wording.questions);
  const gaps = await gapsOfLevel({ now, infos, settings }, level);
  return (place: Place) => changeView(gaps.get(placeKey(place))?.get(node), settings["verdict.level"]);
}

/** The units a cut is asked to compare. */
export function unitsAsked(cut: IndicatorCut, level: UnitsQuery["level"]): readonly TreeUnit[] {
  const parts = partsOf(cut);
  return level === "parts" && parts.length > 0 ? parts : projectsOf(cut, cut.unit);
}

/**
 * Units held against each other: bands in place of ranks, an order inside them that allows for chance, and what each score
 * can bear.
 * @throws AppError `not_found` for a unit, wave or indicator that is not the asker's
 */
export async function unitsView(sources: Sources, scope: Scope, query: UnitsQuery): Promise<UnitsView> {
  const { node, level, mix: wantedMix, age, ...rest } = query;
  const cut = await cutFor(sources, scope, { ...rest, compare: null });
  const { now, published } = cut;
  const wanted = node ?? published.definition.tree.id;
  const info = cut.infos.find(({ id }) => id === wanted);
  if (!info)
    throw new AppError("not_found", "There is no such indicator for you: choose one from the table.");
  const units = unitsAsked(cut, level);
  const region = query.organisation === "now" ? "region_current" : "region";
  const by = units[0]?.kind === "region" ? region : "project";
  const mix = wantedMix === "standard" ? await standardisedReadings(cut, by) : undefined;
  const { phase } = query;
  const gapOf = await gapsOf(cut, phase === undefined ? by : `${by}/phase`, wanted);
  const atAge = age === "same" && phase !== undefined ? await wavesAtAge(cut, units, wanted) : undefined;
  const graded = await gradesByWave(sources.db, cut, [...(atAge?.values() ?? [])]);
  const rows = units.map((unit) => {
    const place = placeFor(cut, unit, phase);
    const key = placeKey(place);
    const at = atAge?.get(unit.id) ?? now;
    const reading = readingAt(at.table, place, wanted);
    const even = mix?.readings.get(key)?.find((each) => each.node === wanted);
    const standard =
      even?.value !== undefined && reading.state === "full" && phasesShown(cut, unit, wanted)
        ? even
        : undefined;
    const raw = at.table
      .samples(at.table.levelOf.get(key) ?? "")
      .get(key)
      ?.get(wanted);
    const grade = graded.get(at.wave.id)?.get(unit.id) ?? null;
    const leftOut = !isAppraised(grade, cut.settings);
    return { unit, place, key, reading, standard, raw, at, grade, leftOut };
  });
  const full = rows.filter(
    ({ reading, raw, leftOut: out }) => !out && reading.state === "full" && raw?.value !== undefined,
  );
  // one order is about one thing: the common mix where all that are placed have it, else the owners each has
  const even = full.length > 0 && full.every(({ standard }) => standard !== undefined);
  const placed = full.map(({ unit, key, standard, raw }) => ({
    unit,
    key,
    sample: (even ? standard : raw) as Reading,
  }));
  const { between, of } = ordered(placed, info, cut.settings);
  const compared = rows.map(
    ({ unit, place, key, reading, standard, raw, at, grade, leftOut }): ComparedUnit => ({
      unit: unitRef(unit),
      reading,
      standardised: standard ? view({ ...standard, state: reading.state }) : null,
      difference: at === now ? gapOf(place) : null,
      year: at.wave.year,
      onlyPhase: onlyPhaseOf(cut, unit, info.id),
      neff: of.has(key) ? (raw?.neff ?? null) : null,
      grade,
      leftOut,
      ...(of.get(key) ?? UNPLACED),
    }),
  );
  const last = Number.POSITIVE_INFINITY;
  const { fallback, phases, covered } = mix ?? {};
  return {
    unit: unitRef(cut.unit),
    path: cut.path.map(unitRef),
    node: nodeRef(info),
    nodes: cut.infos.map((each) => ({ ...nodeRef(each), depth: each.depth })),
    wave: now.wave,
    previousWave: null,
    reference: {
      unit: unitRef(cut.group ?? cut.unit),
      reading: readingAt(now.table, { unit: WHOLE, phase }, wanted),
    },
    funnel:
      funnelFrame(
        placed.map(({ sample }) => sample),
        info.unit === "percent",
      ) ?? null,
    standardisation:
      even && fallback !== undefined && phases !== undefined && covered !== undefined
        ? { fallback, phases, covered }
        : null,
    between,
    units: compared.toSorted(
      (a, b) =>
        (a.band ?? last) - (b.band ?? last) ||
        (a.order ?? last) - (b.order ?? last) ||
        (a.unit.code < b.unit.code ? -1 : 1),
    ),
    passport: {
      ...passportOf(cut, info),
      estimand: even ? "phase-standardised" : "owner-weighted",
      inference: "process",
      method: METHOD,
    },
  };
}
