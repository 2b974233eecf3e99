import type { Database } from "#server/database/connection.ts";
import { type OrgTree, pathTo, type TreeUnit, treeOn } from "#server/scope/org-tree.ts";
import type { Scope } from "#server/scope/scope.ts";
import { groupAbove, type Reach, readableUnit, type Sight, sightOn } from "#server/scope/sight.ts";
import type { QualityGrade } from "#server/waves/quality/grade-project.ts";
import { gradesOfWave } from "#server/waves/quality/project-grades.ts";
import type { OwnerPhase } from "#surveys/owner-phase.ts";
import { type NodeBreak, nodeBreak } from "./breaks.ts";
import { type ComparisonMap, changesBetween, gapsToWhole } from "./comparisons.ts";
import { type CutWave, cutWaves } from "./cut-wave.ts";
import {
  type PublishedDefinition,
  publishedDefinition,
  publishedVersion,
  publishedVersions,
  type VersionYear,
  versionInForce,
} from "./definitions.ts";
import { leftOutOf } from "./left-out.ts";
import { topTwoRule } from "./measure-table.ts";
import { askedOtherwise } from "./mode-mix.ts";
import { type NodeInfo, nodeInfos, visibleNodes } from "./nodes.ts";
import { panelErrors, panelOverlap } from "./panel.ts";
import { type Place, placeOfUnit, WHOLE } from "./place.ts";
import type { IndicatorQuery, Measure, ShownEstimand } from "./query.ts";
import { readSettings, type Settings } from "./settings.ts";
import type { Sources } from "./sources.ts";
import { remembered } from "./table-cache.ts";
import type { WaveOption } from "./wave-option.ts";
import { chooseWave, listWaves } from "./waves.ts";

/** Everything an answer about a unit is made from; what the asker may not see is not reachable through it. */
export type IndicatorCut = {
  readonly query: IndicatorQuery;
  readonly measure: Measure;
  readonly estimand: ShownEstimand;
  readonly settings: Settings;
  readonly published: PublishedDefinition;
  /** When and why the rule was published. */
  readonly rule: VersionYear | undefined;
  readonly tree: OrgTree;
  readonly sight: Sight;
  readonly unit: TreeUnit;
  readonly path: readonly TreeUnit[];
  /** The group its numbers are held against; undefined when it is the group itself, or has none. */
  readonly group: TreeUnit | undefined;
  readonly reach: Reach;
  readonly infos: readonly NodeInfo[];
  readonly now: CutWave;
  /** Homes of the unit and phase that were not asked, by rule or by two people. */
  readonly leftOut: number;
  readonly before: CutWave | undefined;
  readonly waves: readonly WaveOption[];
  readonly breaks: ReadonlyMap<string, NodeBreak>;
  readonly changes: ComparisonMap;
  /** Places where changes are marked, because the mix of modes moved between the two waves. */
  readonly askedOtherwise: ReadonlySet<string>;
  readonly gaps: ComparisonMap;
  /** How far the fieldwork of projects can be relied on, in the wave of now; those without a grade are left out. */
  readonly grades: ReadonlyMap<number, QualityGrade>;
  /** Another wave of the same kind under the same filters. */
  readonly waveOf: (wave: WaveOption) => Promise<CutWave>;
};

/** Where a unit's numbers stand under a cut. */
export function placeFor(
  { query }: Pick<IndicatorCut, "query">,
  unit: TreeUnit,
  phase: OwnerPhase | undefined,
): Place {
  return placeOfUnit(unit, phase, query.organisation);
}

/** The levels an answer about a unit compares on: its own, that of its parts, and phases. Comparing costs most of the time. */
function levelsFor(
  unit: TreeUnit,
  { phase, organisation }: IndicatorQuery,
  { byPhase = false, byProject = false }: CutOptions,
): { readonly changes: readonly string[]; readonly gaps: readonly string[] } {
  const region = organisation === "now" ? "region_current" : "region";
  const own = unit.kind === "group" ? WHOLE : unit.kind === "region" ? region : "project";
  const below = unit.kind === "group" ? [region] : unit.kind === "region" ? ["project"] : [];
  const parts = byProject && below.length > 0 ? ["project"] : below;
  if (phase !== undefined) {
    const all = [own, ...parts].map((level) => `${level}/phase`);
    return { changes: all, gaps: all };
  }
  const divided = byPhase || parts.length === 0 ? [`${own}/phase`] : [];
  return { changes: [own, ...parts, `${own}/phase`], gaps: [own, ...parts, ...divided] };
}

/** What keeps nodes of two waves from being compared, by node; nothing where there is no wave before. */
export function breaksOf(
  infos: readonly NodeInfo[],
  before: CutWave | undefined,
  now: CutWave,
  settings: Settings,
): ReadonlyMap<string, NodeBreak> {
  const share = settings["comparison.broken_share"];
  return new Map(
    before ? infos.map((info) => [info.id, nodeBreak(info, infos, before.wording, now.wording, share)]) : [],
  );
}

/** The rows of a rule; where answers are counted in shares, all of them are. */
function infosOf(
  published: PublishedDefinition,
  { wording }: CutWave,
  measure: Measure,
): readonly NodeInfo[] {
  if (measure === "mean") return nodeInfos(published.definition, wording.questions);
  const infos = nodeInfos(topTwoRule(published).definition, wording.questions);
  return infos.map((info) => (info.unit === "points" ? { ...info, unit: "percent" } : info));
}

/**
 * The households two waves share. While one is in the field this changes all the time and is left out: taking the samples
 * as independent says too little for certain, never too much, as who marks high once marks high again.
 */
function overlapOf(sources: Sources, before: CutWave, now: CutWave) {
  const settled = [before, now].every(({ wave }) => wave.state === "closed" || wave.state === "published");
  const whole = [before, now].every(({ table }) => table.levels.some(({ phases }) => phases));
  if (!settled || !whole) return undefined;
  return remembered(`panel|${before.table.id}|${now.table.id}`, () => panelOverlap(sources, before, now));
}

/** How a cut is read, beside what it asks for. */
export type CutOptions = {
  /** Whether the unit is divided into phases whatever else it divides into. */
  readonly byPhase?: boolean;
  /** Whether it is divided into projects, regions left out. */
  readonly byProject?: boolean;
  readonly measure?: Measure | undefined;
  readonly estimand?: ShownEstimand | undefined;
};

/** Changes of all units of a level since the wave before, with their verdicts; worked out once for a state of the data. */
export function changesOfLevel(
  sources: Sources,
  {
    before,
    now,
    infos,
    breaks,
    settings,
  }: Pick<IndicatorCut, "now" | "breaks" | "settings"> & {
    readonly before: CutWave;
    /** Every node of the rule, whoever asks. */
    readonly infos: readonly NodeInfo[];
  },
  level: string,
): Promise<ComparisonMap> {
  const broken = [...breaks].flatMap(([id, { kind }]) => (kind === null ? [] : [id])).join(",");
  return remembered(
    `changes|${now.table.id}|${before.table.id}|${before.wave.state}|${now.wave.state}|${level}|${settings.version}|${broken}`,
    async () => {
      const overlap = await overlapOf(sources, before, now);
      const panel = overlap && panelErrors(before, now, overlap, level);
      return changesBetween(before.table, now.table, level, infos, breaks, settings, panel);
    },
  );
}

/** Differences of all units of a level to the whole of the wave; worked out once for a state of the data. */
export function gapsOfLevel(
  {
    now,
    infos,
    settings,
  }: Pick<IndicatorCut, "settings"> & {
    readonly now: Pick<CutWave, "table">;
    /** Every node of the rule, whoever asks. */
    readonly infos: readonly NodeInfo[];
  },
  level: string,
): Promise<ComparisonMap> {
  return remembered(`gaps|${now.table.id}|${level}|${settings.version}`, () =>
    gapsToWhole(now.table, level, infos, settings),
  );
}

/** The rule a cut is read under. @throws AppError `not_found`, `analysis_unavailable` where none is in force */
function ruleFor(db: Database, version: number | undefined): Promise<PublishedDefinition> {
  return version === undefined ? publishedDefinition(db, undefined, 0) : publishedVersion(db, version);
}

/**
 * Answers who asks what about which unit: the unit must be in sight, the wave must exist, and all numbers come from
 * tables that are made once for a state of the data.
 * @throws AppError `not_found` for a unit or wave that is not the asker's, `nothing_yet` where no wave has begun,
 * `analysis_unavailable`
 */
export async function cutFor(
  sources: Sources,
  scope: Scope,
  query: IndicatorQuery,
  options: CutOptions = {},
): Promise<IndicatorCut> {
  const { measure = "mean", estimand = "owner-weighted" } = options;
  const { db } = sources;
  const [waves, settings, versions] = await Promise.all([
    listWaves(db, scope),
    readSettings(db),
    publishedVersions(db),
  ]);
  // whose the unit is comes before whether anything has begun
  if (waves.length === 0) readableUnit(sightOn(scope, scope.tree), query.unit);
  const wave = chooseWave(waves, query.wave);
  const inForce = versionInForce(versions, wave.year);
  const published = await ruleFor(db, query.rule ?? inForce?.version);
  const tree = query.organisation === "now" ? scope.tree : await treeOn(db, wave.cutoffOn);
  const sight = sightOn(scope, tree);
  const unit = readableUnit(sight, query.unit);
  const older = waves.find((each) => each.year < wave.year);
  const previous =
    query.compare === null
      ? undefined
      : query.compare === undefined
        ? older
        : chooseWave(waves, query.compare);

  const waveOf = cutWaves(sources, scope.today, {
    ...{ versions, published, mode: query.mode, measure, estimand },
    fullFrom: settings["display.full_from"],
  });
  const now = await waveOf(wave);
  const before = previous === undefined || previous.id === wave.id ? undefined : await waveOf(previous);
  const infos = infosOf(published, now, measure);
  const breaks = breaksOf(infos, before, now, settings);
  const levels = levelsFor(unit, query, options);
  const compared = { now, infos, settings };
  const changes = before
    ? await Promise.all(
        levels.changes.map((level) => changesOfLevel(sources, { ...compared, before, breaks }, level)),
      )
    : [];
  const marked =
    before && query.mode === undefined
      ? await askedOtherwise(sources, before, now, settings["comparison.mode_points"])
      : new Set<string>();
  const grades = await gradesOfWave(db, wave.id);
  const gaps = await Promise.all(levels.gaps.map((level) => gapsOfLevel(compared, level)));
  const group = groupAbove(tree, unit.id);
  const reach = sight.readable.get(unit.id) ?? new Set();
  return {
    query,
    measure,
    estimand,
    settings,
    published,
    rule: versions.find(({ version }) => version === published.definition.version),
    tree,
    sight,
    unit,
    path: pathTo(tree, unit.id),
    group: group && group.id !== unit.id ? group : undefined,
    reach,
    infos: visibleNodes(infos, reach),
    now,
    leftOut: leftOutOf(sources, { waveId: wave.id, unit, phase: query.phase, tree }),
    before,
    waves,
    breaks,
    grades,
    askedOtherwise: marked,
    changes: new Map(changes.flatMap((each) => [...each])),
    gaps: new Map(gaps.flatMap((each) => [...each])),
    waveOf,
  };
}
