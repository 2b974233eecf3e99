import { compareWithGroup } from "#analytics/compare-with-group.ts";
import {
  allowForFew,
  type Comparison,
  type Contrast,
  independentContrast,
  testContrasts,
} from "#analytics/comparison.ts";
import type { Reading } from "#analytics/reading.ts";
import type { NodeBreak } from "./breaks.ts";
import type { NodeInfo } from "./nodes.ts";
import type { PanelErrors } from "./panel.ts";
import { placeKey, placeOfGroup } from "./place.ts";
import type { ChangeView, ReadingUnit } from "./reading-view.ts";
import type { Settings, Verdicts } from "./settings.ts";
import type { WaveTable } from "./wave-table.ts";

/** Differences with their verdicts, by place and node. Only those that may be shown are in it. */
export type ComparisonMap = ReadonlyMap<string, ReadonlyMap<string, Comparison>>;

/** The smallest difference that matters, by what a value is counted in. */
export function materialOf(unit: ReadingUnit, settings: Verdicts): number {
  switch (unit) {
    case "points":
      return settings["verdict.points"];
    case "percent":
      return settings["verdict.shares"];
    case "nps":
      return settings["verdict.nps"];
  }
}

function keyOf(reading: Reading): string | undefined {
  const place = placeOfGroup(reading.group);
  return place && placeKey(place);
}

/** Tests the contrasts of one level: a family is a node over the level's units. */
function tested(
  contrasts: readonly Contrast[],
  infos: ReadonlyMap<string, NodeInfo>,
  settings: Settings,
  nameOf: (reading: Reading) => string | undefined,
  into: Map<string, Map<string, Comparison>>,
): void {
  const byUnit = Map.groupBy(contrasts, ({ after }) => infos.get(after.node)?.unit ?? "points");
  for (const [unit, family] of byUnit) {
    const rule = { level: settings["verdict.level"], material: materialOf(unit, settings) };
    for (const comparison of testContrasts(family.map(allowForFew), { rule })) {
      const key = nameOf(comparison.after);
      if (key === undefined) continue;
      const nodes = into.get(key) ?? new Map<string, Comparison>();
      nodes.set(comparison.after.node, comparison);
      into.set(key, nodes);
    }
  }
}

/** Only readings with enough answers are compared: the others are indicative, or not shown at all. */
function isFull(table: WaveTable, key: string, node: string): boolean {
  return table.shown.get(key)?.get(node)?.state === "full";
}

/** How far what may be told of a restated number lies from what the rule gives. */
function withheldAt(table: WaveTable, key: string, node: string): number {
  return table.withheld?.get(key)?.get(node) ?? 0;
}

/** The contrast of what may be told of both sides. */
function told(table: WaveTable, contrast: Contrast): Contrast {
  if (table.withheld === undefined || contrast.difference === undefined) return contrast;
  const away = ({ group, node }: Reading) => {
    const place = placeOfGroup(group);
    return place ? withheldAt(table, placeKey(place), node) : 0;
  };
  return { ...contrast, difference: contrast.difference + away(contrast.after) - away(contrast.before) };
}

/**
 * Changes of the units of one level between waves, where both show the node in full and asked it in the same words.
 * @param panel errors that allow for households which answered twice; without them the waves are independent samples
 */
export function changesBetween(
  before: WaveTable,
  after: WaveTable,
  level: string,
  infos: readonly NodeInfo[],
  breaks: ReadonlyMap<string, NodeBreak>,
  settings: Settings,
  panel?: PanelErrors,
): ComparisonMap {
  const known = new Map(infos.map((info) => [info.id, info]));
  const found = new Map<string, Map<string, Comparison>>();
  const earlier = before.samples(level);
  const contrasts = [...after.samples(level)].flatMap(([key, nodes]) => {
    if (after.levelOf.get(key) !== level) return [];
    return [...nodes.values()].flatMap((reading) => {
      const past = earlier.get(key)?.get(reading.node);
      const comparable = past && breaks.get(reading.node)?.kind == null;
      if (!comparable || !isFull(before, key, reading.node) || !isFull(after, key, reading.node)) return [];
      // an unmoved region's readings are named after then; the place asked for names the comparison
      const exact = withheldAt(before, key, reading.node) === 0 && withheldAt(after, key, reading.node) === 0;
      const own = exact ? panel?.get(keyOf(reading) ?? "")?.get(reading.node) : undefined;
      return [{ key, contrast: { ...independentContrast(past, reading), ...own } }];
    });
  });
  const keys = new Map(contrasts.map(({ key, contrast }) => [contrast.after, key]));
  tested(
    contrasts.map(({ contrast }) => contrast),
    known,
    settings,
    (reading) => keys.get(reading),
    found,
  );
  return found;
}

/** The units of one level against the whole they are part of, in the same phase, with the covariance that comes from being in it. */
export function gapsToWhole(
  table: WaveTable,
  level: string,
  infos: readonly NodeInfo[],
  settings: Settings,
): ComparisonMap {
  const known = new Map(infos.map((info) => [info.id, info]));
  const found = new Map<string, Map<string, Comparison>>();
  const { by, phases } = table.levels.find(({ name }) => name === level) ?? { by: [], phases: false };
  const { estimand } = table;
  // of scores drawn towards each other no difference is told
  if (by.length === (phases ? 1 : 0) || estimand === "shrunken") return found;
  const own = phases && estimand === "phase-standardised" ? "owner-weighted" : estimand;
  const within = phases ? ["phase"] : [];
  const contrasts = table.definitions.flatMap((definition, place) =>
    compareWithGroup(definition, table.moments, { by, within, ...(own && { estimand: own }) }).flatMap(
      (contrast) => {
        const { after, before } = contrast;
        // what a second definition says of the first one's items is another rule's number
        const mine = place === 0 || !Object.hasOwn(definition.items, after.node);
        const [unit, whole] = [keyOf(after), keyOf(before)];
        if (!mine || unit === undefined || whole === undefined) return [];
        const full = isFull(table, unit, after.node) && isFull(table, whole, after.node);
        return full ? [told(table, contrast)] : [];
      },
    ),
  );
  tested(contrasts, known, settings, keyOf, found);
  return found;
}

/** A comparison as screens show it. */
export function changeView(comparison: Comparison | undefined, level: number): ChangeView | null {
  if (comparison?.difference === undefined) return null;
  const { difference, low, high, q, verdict } = comparison;
  return {
    difference,
    low: low ?? null,
    high: high ?? null,
    significant: q !== undefined && q <= level && difference !== 0,
    verdict,
  };
}
