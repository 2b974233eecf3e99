import { z } from "zod";
import { compareDefinitions } from "#analytics/compare-definitions.ts";
import type { IndexDefinition } from "#analytics/index-definition.ts";
import type { Reading } from "#analytics/reading.ts";
import { additiveLink } from "#analytics/statistics/index-linking.ts";
import { AppError } from "#server/app-error.ts";
import { nodeBreak } from "#server/indicators/breaks.ts";
import { cutFor, type IndicatorCut, placeFor } from "#server/indicators/cut.ts";
import type { CutWave } from "#server/indicators/cut-wave.ts";
import { type PublishedDefinition, publishedDefinition } from "#server/indicators/definitions.ts";
import { type NodeInfo, nodeRef } from "#server/indicators/nodes.ts";
import { passportOf } from "#server/indicators/passport.ts";
import { LEVELS, type Place, placeKey, placeOfGroup } from "#server/indicators/place.ts";
import { readingView } from "#server/indicators/reading-of.ts";
import type { BreakKind, NodeRef, PassportView, ReadingView } from "#server/indicators/reading-view.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { remembered } from "#server/indicators/table-cache.ts";
import { trendWaves } from "#server/indicators/trend.ts";
import { leavesOf, versionShift } from "#server/indicators/version-shift.ts";
import type { WaveOption } from "#server/indicators/wave-option.ts";
import { makeWaveTable, momentsOfWave, type WaveTable } from "#server/indicators/wave-table.ts";
import { unitRef } from "#server/scope/org-tree.ts";
import type { Scope } from "#server/scope/scope.ts";
import type { UnitRef } from "#server/scope/unit-view.ts";
import type { VersionName } from "#server/versions/version.ts";
import { OWNER_PHASES } from "#surveys/owner-phase.ts";
import { visibleVersion } from "./definition-view.ts";
import { keptReadings, type PublicationFacts, publicationsOf } from "./verify-publication.ts";

export const historyQuery = z.strictObject({
  unit: z.int().positive(),
  wave: z.int().positive().optional(),
  phase: z.enum(OWNER_PHASES).optional(),
  node: z.string().min(1).max(40),
  /** The version history is restated under; that of the newest wave shown when left out. */
  version: z.int().positive().optional(),
});
export type HistoryQuery = z.infer<typeof historyQuery>;

/** How a new version continues the line of the old one from a wave on: linked = value + δ. */
export type LinkView = {
  readonly from: number;
  readonly to: number;
  /** δ = old − new of this wave's answers, and its standard error. */
  readonly difference: number;
  readonly se: number;
  /** The wave's value under the new version, on the line of the old. */
  readonly linked: number;
};

export type HistoryPoint = {
  readonly wave: WaveOption;
  /** The version in force for the wave, and the number under it: kept when the wave was published, else as it is now. */
  readonly version: VersionName;
  readonly published: ReadingView;
  readonly kept: { readonly publication: number; readonly publishedAt: string; readonly hash: string } | null;
  /** Whether the number comes out as it was kept. Null where nothing is kept. */
  readonly holds: boolean | null;
  /** Under the version asked for, marked "r"; null where that is the one in force. */
  readonly restated: ReadingView | null;
  /** Leaves whose part in the restated number is left as it was, since they are hidden there. */
  readonly without: readonly string[];
  /** Why the line must not be joined to the wave before. */
  readonly broken: BreakKind | null;
  /** Where the version in force changed since the wave before. */
  readonly link: LinkView | null;
};

export type HistoryView = {
  readonly unit: UnitRef;
  readonly node: NodeRef;
  /** The version `restated` is about. */
  readonly restatedUnder: VersionName & { readonly hash: string };
  readonly points: readonly HistoryPoint[];
  readonly passport: PassportView;
};

type Era = { readonly at: CutWave; readonly rule: PublishedDefinition; readonly table: WaveTable };

function requestOf({ wave, wording }: CutWave) {
  return { waveId: wave.id, questionnaire: wording.questionnaire };
}

/** A wave's table under any rule, made once for a state of the data. */
function tableUnder(sources: Sources, at: CutWave, rule: PublishedDefinition): Promise<WaveTable> {
  return remembered(`restated|${at.table.id}|${rule.hash}`, () =>
    makeWaveTable(sources, rule, requestOf(at)),
  );
}

/** Each wave with the rule of its time. */
async function erasOf(sources: Sources, cut: IndicatorCut): Promise<readonly Era[]> {
  const waves = await trendWaves(cut);
  return Promise.all(
    waves.map(async (at) => {
      const rule = await publishedDefinition(sources.db, cut.published.definition.id, at.wave.year);
      const own = rule.hash === cut.published.hash;
      return { at, rule, table: own ? at.table : await tableUnder(sources, at, rule) };
    }),
  );
}

function stateShown(table: WaveTable, key: string, leaf: string): boolean {
  const state = table.shown.get(key)?.get(leaf)?.state;
  return state === "full" || state === "indicative" || state === "undefined";
}

/** Raw readings of a place under a rule, about the owners of the day. */
function levelOf(table: WaveTable, key: string): ReadonlyMap<string, Reading> | undefined {
  return table.shown.get(key);
}

async function restatedAt(
  sources: Sources,
  { at, rule, table }: Era,
  asked: PublishedDefinition,
  key: string,
  node: string,
  place: Place,
) {
  if (asked.hash === rule.hash) return { restated: null, without: [] };
  const other = await tableUnder(sources, at, asked);
  const shift = versionShift(
    [rule.definition, asked.definition],
    [node, node],
    [levelOf(table, key), levelOf(other, key)],
    (leaf) =>
      stateShown(table, key, leaf) || (!(leaf in rule.definition.items) && stateShown(other, key, leaf)),
    place.phase,
  );
  const then = table.shown.get(key)?.get(node);
  if (shift === undefined) {
    // what is withheld under the rule of its time stays withheld under any other
    const withheld = then !== undefined && then.state !== "undefined";
    return { restated: readingView(withheld ? then : other.shown.get(key)?.get(node)), without: [] };
  }
  return { restated: readingView({ ...shift.after, state: shift.before.state }), without: shift.without };
}

async function linkAt(
  sources: Sources,
  era: Era,
  old: IndexDefinition,
  key: string,
  node: string,
): Promise<LinkView | null> {
  const now = era.rule.definition;
  const leaves = [...new Set([...leavesOf(old, node), ...leavesOf(now, node)])];
  if (!leaves.every((leaf) => stateShown(era.table, key, leaf))) return null;
  const { moments } = await momentsOfWave(sources, [old, now], requestOf(era.at), []);
  const level = LEVELS.find(({ name }) => name === era.table.levelOf.get(key));
  if (level === undefined) return null;
  const nodes = [node];
  const found = compareDefinitions(now, old, moments, { by: level.by, nodes }).find(({ after }) => {
    const place = placeOfGroup(after.group);
    return place !== undefined && placeKey(place) === key;
  });
  if (found?.difference === undefined || found.se === undefined || found.before.value === undefined)
    return null;
  const link = additiveLink({ old: found.after.value ?? Number.NaN, new: found.before.value });
  return {
    from: old.version,
    to: now.version,
    difference: found.difference,
    se: found.se,
    linked: link(found.before.value),
  };
}

/** Kept numbers of a node, by wave and place. */
async function keptOf(sources: Sources, waveIds: readonly number[], node: string) {
  const publications = (await publicationsOf(sources.db, waveIds)).filter(({ kind }) => kind === "published");
  const kept = new Map<number, { facts: PublicationFacts; readings: ReadonlyMap<string, Reading> }>();
  for (const facts of publications) {
    const readings = await keptReadings(sources.db, facts.id, node);
    kept.set(facts.waveId, {
      facts,
      readings: new Map(readings.map(({ unit, phase, reading }) => [`${unit}/${phase}`, reading])),
    });
  }
  return kept;
}

function holdsAs(kept: ReadingView, now: ReadingView): boolean {
  const near = (a: number | null, b: number | null) =>
    a === null || b === null ? a === b : Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a));
  return (
    kept.state === now.state && near(kept.value, now.value) && near(kept.low, now.low) && kept.n === now.n
  );
}

function infoOf(cut: IndicatorCut, node: string): NodeInfo {
  const info = cut.infos.find(({ id }) => id === node);
  if (!info)
    throw new AppError("not_found", "There is no such indicator for you: choose one from the table.");
  return info;
}

async function ruleAsked(sources: Sources, scope: Scope, cut: IndicatorCut, version: number | undefined) {
  if (version === undefined) return cut.published;
  const { definition, hash } = await visibleVersion(sources.db, scope, {
    id: cut.published.definition.id,
    version,
  });
  return { definition, hash };
}

/**
 * The history of a number twice: as it was published under the rule of each time, and restated under one rule for all
 * waves, so that neither is mistaken for the other. Where the rule changed stands the link between them with its error.
 * @throws AppError `not_found` for a unit, wave, indicator or version that is not the asker's, `analysis_unavailable`
 */
export async function historyView(sources: Sources, scope: Scope, query: HistoryQuery): Promise<HistoryView> {
  const { node, version, ...rest } = query;
  const cut = await cutFor(sources, scope, { ...rest, compare: null, organisation: "then" });
  const info = infoOf(cut, node);
  const asked = await ruleAsked(sources, scope, cut, version);
  const place = placeFor(cut, cut.unit, query.phase);
  const key = placeKey(place);
  const eras = await erasOf(sources, cut);
  const kept = await keptOf(
    sources,
    eras.map(({ at }) => at.wave.id),
    node,
  );
  const share = cut.settings["comparison.broken_share"];
  const points = await Promise.all(
    eras.map(async (era, at): Promise<HistoryPoint> => {
      const before = eras[at - 1];
      const { wave, wording } = era.at;
      const now = readingView(era.table.shown.get(key)?.get(node));
      const record = kept.get(wave.id);
      const stored = record && readingView(record.readings.get(key));
      const changed = before !== undefined && before.rule.hash !== era.rule.hash;
      const { id, version: own } = era.rule.definition;
      return {
        wave,
        version: { id, version: own },
        published: stored ?? now,
        kept: record
          ? {
              publication: record.facts.id,
              publishedAt: record.facts.publishedAt,
              hash: record.facts.hash,
            }
          : null,
        holds: stored ? holdsAs(stored, now) : null,
        ...(await restatedAt(sources, era, asked, key, node, place)),
        broken: before ? nodeBreak(info, cut.infos, before.at.wording, wording, share).kind : null,
        link: changed ? await linkAt(sources, era, before.rule.definition, key, node) : null,
      };
    }),
  );
  const { id, version: under } = asked.definition;
  return {
    unit: unitRef(cut.unit),
    node: nodeRef(info),
    restatedUnder: { id, version: under, hash: asked.hash },
    points,
    passport: passportOf(cut, info),
  };
}
