import { z } from "zod";
import { changeBeyond, changeOfGap } from "#analytics/compare-changes.ts";
import { type Comparison, type Contrast, testContrasts } from "#analytics/comparison.ts";
import { AppError } from "#server/app-error.ts";
import { isAppraised } from "#server/indicators/appraised.ts";
import { materialOf } from "#server/indicators/comparisons.ts";
import { changesOfLevel, cutFor, gapsOfLevel, type IndicatorCut, placeFor } from "#server/indicators/cut.ts";
import { nodeInfos, nodeRef } from "#server/indicators/nodes.ts";
import { passportOf } from "#server/indicators/passport.ts";
import { type Place, placeKey, WHOLE } from "#server/indicators/place.ts";
import { markedChange, readingAt } from "#server/indicators/reading-of.ts";
import type {
  BreakKind,
  ChangeView,
  NodeRef,
  PassportView,
  ReadingView,
} from "#server/indicators/reading-view.ts";
import type { Sources } from "#server/indicators/sources.ts";
import type { WaveOption } from "#server/indicators/wave-option.ts";
import { type TreeUnit, unitRef } from "#server/scope/org-tree.ts";
import type { Scope } from "#server/scope/scope.ts";
import type { UnitRef } from "#server/scope/unit-view.ts";
import type { QualityGrade } from "#server/waves/quality/grade-project.ts";
import { gradesOfWave } from "#server/waves/quality/project-grades.ts";
import { OWNER_PHASES } from "#surveys/owner-phase.ts";
import { unitsAsked } from "./units-view.ts";

/** Whose changes to hold against whose. */
export const relativeChangesQuery = z.strictObject({
  unit: z.int().positive(),
  wave: z.int().positive().optional(),
  /** The wave to measure changes from; the one before when left out. */
  compare: z.int().positive().optional(),
  phase: z.enum(OWNER_PHASES).optional(),
  /** The index when left out. */
  node: z.string().min(1).max(40).optional(),
  level: z.enum(["parts", "projects"]).default("projects"),
  organisation: z.enum(["then", "now"]).default("then"),
  rule: z.int().positive().optional(),
  /** One of the units, whose change the others' are held against; the whole group when left out. */
  against: z.int().positive().optional(),
});
export type RelativeChangesQuery = z.infer<typeof relativeChangesQuery>;

export type RelativeChange = {
  readonly unit: UnitRef;
  readonly before: ReadingView;
  readonly after: ReadingView;
  /** What it did itself; null where one of the waves may not be shown in full. */
  readonly change: ChangeView | null;
  /** What it did beyond the reference: the difference of the two changes; null for what is not appraised. */
  readonly beyond: ChangeView | null;
  /** The worse grade of a project's fieldwork in the two waves; null for everything else, and where it has none. */
  readonly grade: QualityGrade | null;
  /** Graded C in one of the waves and so held against nothing until it is audited. */
  readonly leftOut: boolean;
};

export type RelativeChangesView = {
  readonly unit: UnitRef;
  readonly path: readonly UnitRef[];
  readonly node: NodeRef;
  readonly wave: WaveOption;
  /** Null where there is no earlier wave: then nothing has changed. */
  readonly previousWave: WaveOption | null;
  /** What keeps the two waves from being compared; then no unit has a change. */
  readonly broken: BreakKind | null;
  readonly reference: { readonly unit: UnitRef; readonly change: ChangeView | null };
  /** Those that gained most on the reference first; those that cannot be compared last. */
  readonly units: readonly RelativeChange[];
  /**
   * Units whose own change passes the watch list's level of q and no verdict: an early warning without a bar of size, which
   * may be wrong. Those that fell most first.
   */
  readonly watch: readonly { readonly unit: UnitRef; readonly change: ChangeView }[];
  readonly watchLevel: number;
  readonly passport: PassportView;
};

const METHOD = {
  zh: "变化之差：单位的变化减去参照的变化，过程推断（不含有限总体校正）。参照为集团时计入单位本身属于集团的协方差；两期按独立样本，同一户答过两期时区间偏宽；同一指标下各单位按 BH 校正。",
  en: "Difference of changes: the unit's change less the reference's, as processes (no finite-population correction). Against the group the covariance of being part of it is counted; the waves are taken as independent samples, which makes intervals a little wide where households answered twice. Benjamini–Hochberg over the units of an indicator.",
};

/** Places of the units and of the whole, with their changes and gaps by place and node. */
async function changesIn(sources: Sources, cut: IndicatorCut, units: readonly TreeUnit[]) {
  const { now, before, published, settings, breaks, query } = cut;
  const infos = nodeInfos(published.definition, now.wording.questions);
  const region = query.organisation === "now" ? "region_current" : "region";
  const by = units[0]?.kind === "region" ? region : "project";
  const [level, whole] = query.phase === undefined ? [by, WHOLE] : [`${by}/phase`, `${WHOLE}/phase`];
  if (!before) return undefined;
  const compared = { now, before, infos, breaks, settings };
  const [changes, ofWhole, gapsNow, gapsBefore] = await Promise.all([
    changesOfLevel(sources, compared, level),
    changesOfLevel(sources, compared, whole),
    gapsOfLevel(compared, level),
    gapsOfLevel({ ...compared, now: before }, level),
  ]);
  return { changes, ofWhole, gapsNow, gapsBefore };
}

/**
 * Did a unit move otherwise than the group, or than another unit: the difference of their changes since an earlier wave.
 * Units and waves that may not be shown in full, or were asked in other words, have none.
 * @throws AppError `not_found` for a unit, wave or indicator that is not the asker's, or where `against` is none of the units
 */
export async function relativeChanges(
  sources: Sources,
  scope: Scope,
  query: RelativeChangesQuery,
): Promise<RelativeChangesView> {
  const { node, level, against, ...rest } = query;
  const cut = await cutFor(sources, scope, rest);
  const { now, before, published, settings, breaks } = cut;
  const wanted = node ?? published.definition.tree.id;
  const info = cut.infos.find(({ id }) => id === wanted);
  if (!info)
    throw new AppError("not_found", "There is no such indicator for you: choose one from the table.");
  const units = unitsAsked(cut, level);
  const other = units.find(({ id }) => id === against);
  if (against !== undefined && !other)
    throw new AppError("not_found", "That unit is none of those compared here: choose one of the list.");
  const found = await changesIn(sources, cut, units);
  const keyOf = (unit: TreeUnit) => placeKey(placeFor(cut, unit, query.phase));
  const changeOf = (unit: TreeUnit) => found?.changes.get(keyOf(unit))?.get(wanted);
  const wholePlace = { unit: WHOLE, phase: query.phase } as const;
  const ofReference = other ? changeOf(other) : found?.ofWhole.get(placeKey(wholePlace))?.get(wanted);

  const gradesBefore = before ? await gradesOfWave(sources.db, before.wave.id) : undefined;
  const gradeOf = ({ id }: TreeUnit) => {
    const both = [cut.grades.get(id), gradesBefore?.get(id)].filter((grade) => grade !== undefined);
    return both.toSorted().at(-1) ?? null;
  };
  const contrastOf = (unit: TreeUnit): Contrast | undefined => {
    const own = changeOf(unit);
    if (!isAppraised(gradeOf(unit), settings)) return undefined;
    if (!found || own === undefined || ofReference === undefined || unit === other) return undefined;
    if (other) return changeBeyond(own, ofReference);
    const [past, present] = [found.gapsBefore, found.gapsNow].map((gaps) =>
      gaps.get(keyOf(unit))?.get(wanted),
    );
    return present && changeOfGap(past, present);
  };
  // their errors allow for items of few answers already, as those of the changes and gaps they are made of do
  const rule = { level: settings["verdict.level"], material: materialOf(info.unit, settings) };
  const contrasts = units.flatMap((unit) => {
    const contrast = contrastOf(unit);
    return contrast ? [{ unit, contrast }] : [];
  });
  const tested = testContrasts(
    contrasts.map(({ contrast }) => contrast),
    { rule },
  );
  const beyond = new Map<TreeUnit, Comparison | undefined>(
    contrasts.map(({ unit }, at) => [unit, tested[at]]),
  );
  const referencePlace: Place = other ? placeFor(cut, other, query.phase) : wholePlace;
  const rows = units.map((unit): RelativeChange => {
    const place = placeFor(cut, unit, query.phase);
    return {
      unit: unitRef(unit),
      before: before ? readingAt(before.table, place, wanted) : readingAt(now.table, place, ""),
      after: readingAt(now.table, place, wanted),
      change: markedChange(cut, place, changeOf(unit)),
      // either of the two changes may have come from how owners were asked
      beyond: markedChange(
        cut,
        cut.askedOtherwise.has(placeKey(place)) ? place : referencePlace,
        beyond.get(unit),
      ),
      grade: gradeOf(unit),
      leftOut: !isAppraised(gradeOf(unit), settings),
    };
  });
  const watch = units.flatMap((unit) => {
    const { q, verdict } = changeOf(unit) ?? {};
    const early = q !== undefined && q <= settings["verdict.watch"] && verdict === "not-distinguishable";
    const change = early ? markedChange(cut, placeFor(cut, unit, query.phase), changeOf(unit)) : null;
    return change === null || change.difference === 0 ? [] : [{ unit: unitRef(unit), change }];
  });
  const last = Number.NEGATIVE_INFINITY;
  return {
    unit: unitRef(cut.unit),
    path: cut.path.map(unitRef),
    node: nodeRef(info),
    wave: now.wave,
    previousWave: before?.wave ?? null,
    broken: breaks.get(wanted)?.kind ?? null,
    reference: {
      unit: unitRef(other ?? cut.group ?? cut.unit),
      change: markedChange(cut, referencePlace, ofReference),
    },
    units: rows.toSorted(
      (a, b) =>
        (b.beyond?.difference ?? last) - (a.beyond?.difference ?? last) ||
        (a.unit.code < b.unit.code ? -1 : 1),
    ),
    watch: watch.toSorted(
      (a, b) => a.change.difference - b.change.difference || (a.unit.code < b.unit.code ? -1 : 1),
    ),
    watchLevel: settings["verdict.watch"],
    passport: { ...passportOf(cut, info), inference: "process", method: METHOD },
  };
}
