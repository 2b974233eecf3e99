import type { TrendPoint, TrendView } from "#server/indicators/reading-view.ts";

/** The parts of a trend that may be joined, oldest first. */
export function trendSegments(points: readonly TrendPoint[]): readonly (readonly TrendPoint[])[] {
  const segments = Map.groupBy(
    points.toSorted((a, b) => a.year - b.year),
    (point) => point.segment,
  );
  return [...segments.values()];
}

/** Years from the first to the last point, and where between two of them a break falls. */
export function trendYears(trend: TrendView): readonly number[] {
  const years = [...new Set(trend.points.map((point) => point.year))];
  return years.toSorted((a, b) => a - b);
}

/** The parts of a trend a line may be drawn through: segments, cut where a wave between has no value to show. */
export function trendRuns(points: readonly TrendPoint[]): readonly (readonly TrendPoint[])[] {
  return trendSegments(points).flatMap((segment) => {
    const runs: TrendPoint[][] = [[]];
    for (const point of segment) {
      if (point.value === null) runs.push([]);
      else runs.at(-1)?.push(point);
    }
    return runs.filter((run) => run.length > 0);
  });
}
