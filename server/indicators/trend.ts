import { breakMark, nodeBreak } from "./breaks.ts";
import type { IndicatorCut } from "./cut.ts";
import type { CutWave } from "./cut-wave.ts";
import type { NodeInfo } from "./nodes.ts";
import type { Place } from "./place.ts";
import { readingAt } from "./reading-of.ts";
import type { BreakMark, TrendPoint, TrendView } from "./reading-view.ts";

const MOST_WAVES = 6;

/** The waves a trend runs over, oldest first: those up to the one asked for, with their tables. */
export function trendWaves(cut: IndicatorCut): Promise<readonly CutWave[]> {
  const upTo = cut.waves.filter(({ year }) => year <= cut.now.wave.year).slice(0, MOST_WAVES);
  return Promise.all(upTo.toReversed().map(cut.waveOf));
}

/**
 * Node values of a place over waves: each under the rule of its time, or all under the one asked for. A break, of the words
 * or of the rule, starts a new segment, and nothing joins two segments.
 */
export function trendOf(
  cut: IndicatorCut,
  waves: readonly CutWave[],
  info: NodeInfo,
  place: Place,
  reference: Place | undefined,
): TrendView {
  const breaks: BreakMark[] = [];
  const segments: number[] = [];
  const published = cut.query.rule === undefined;
  for (const [at, each] of waves.entries()) {
    const before = waves[at - 1];
    const found =
      before &&
      nodeBreak(info, cut.infos, before.wording, each.wording, cut.settings["comparison.broken_share"]);
    const reworded = found && breakMark(each.wave.year, found);
    const ruled = published && before !== undefined && before.version !== each.version;
    const mark = reworded ?? (ruled ? { year: each.wave.year, kind: "rule" as const, items: [] } : undefined);
    if (mark) breaks.push(mark);
    segments.push((segments.at(-1) ?? 0) + (mark ? 1 : 0));
  }
  const line = (at: Place): TrendPoint[] =>
    waves.map(({ wave, table, inForce }, index) => ({
      waveId: wave.id,
      year: wave.year,
      segment: segments[index] ?? 0,
      restated: !published && table !== inForce,
      ...readingAt(published ? inForce : table, at, info.id),
    }));
  return { points: line(place), reference: reference ? line(reference) : [], breaks };
}
