import type { Interval } from "#analytics/statistics/interval.ts";
import type { DriverAnalysis, DriverVerdict } from "#analytics/statistics/key-drivers.ts";
import { type NodeInfo, nodeRef } from "#server/indicators/nodes.ts";
import type { NodeRef } from "#server/indicators/reading-view.ts";

/** `no-variation`: everybody answered alike, or nobody did. Only `separable` may be read as an order. */
export type ModelVerdict = DriverVerdict | "no-variation";

export type DriverRow = {
  readonly node: NodeRef;
  /** Share of what the drivers explain, 0–1, with its bootstrap interval. */
  readonly share: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly rank: number;
  readonly ranks: readonly [number, number] | null;
  /** Simple correlation with the overall mark; below 0 the coding wants a look. */
  readonly correlation: number;
};

/** A driver of a model as it is told. */
export function driverRow(info: NodeInfo, driver: DriverAnalysis["drivers"][number]): DriverRow {
  const ends = (interval: Interval | undefined) =>
    interval ? ([interval.low, interval.high] as const) : null;
  const share = ends(driver.interval);
  return {
    node: nodeRef(info),
    share: driver.share,
    low: share?.[0] ?? null,
    high: share?.[1] ?? null,
    rank: driver.rank,
    ranks: ends(driver.ranks),
    correlation: driver.correlation,
  };
}
