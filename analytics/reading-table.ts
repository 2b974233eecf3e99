import type { Group } from "./arrange.ts";
import type { Reading } from "./reading.ts";
import { studentTMultiplier } from "./statistics/student-t-interval.ts";

/**
 * Readings of all groups and nodes as columns: entry g · nodes.length + i is node i of group g. NaN is undefined.
 * Without intervals, `se`, `low`, `high` and `deff` are empty.
 * The form for arithmetic, transport and what-if; `readingsOf` makes the records people read.
 */
export type ReadingTable = {
  readonly groups: readonly Group[];
  readonly nodes: readonly string[];
  readonly value: Float64Array;
  readonly se: Float64Array;
  /** What intervals are made of: `se`, or more where leaves have few answers. */
  readonly intervalSe: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly n: Float64Array;
  readonly neff: Float64Array;
  /** How many times the variance of a simple random sample it has; with intervals alone. */
  readonly deff: Float64Array;
  readonly coverage: Float64Array;
  readonly sparse: Float64Array;
  /** Degrees of freedom of nodes made of records alone; NaN, or empty, where those of the group hold. */
  readonly ownDegrees: Float64Array;
  /** By group. */
  readonly degrees: Float64Array;
  readonly population: Float64Array;
  readonly populationCovered: Float64Array;
  /** What it was made of; a table measured into it may keep its leaves. */
  readonly madeOf?: unknown;
};

/** Degrees of freedom of a node's interval. */
function degreesAt({ ownDegrees, degrees }: ReadingTable, g: number, at: number): number {
  const own = ownDegrees[at];
  return own === undefined || Number.isNaN(own) ? (degrees[g] ?? 0) : own;
}

/** Fills in the t intervals of a table that has values and standard errors, of each group's nodes from `first` on. */
export function addIntervals(table: ReadingTable, confidence: number, first = 0): void {
  const width = table.nodes.length;
  const { ownDegrees, intervalSe, value, low, high } = table;
  const ofRecords = ownDegrees.length > 0;
  for (let g = 0; g < table.groups.length; g++) {
    const multiplier = studentTMultiplier(table.degrees[g] ?? 0, confidence) ?? Number.NaN;
    for (let at = g * width + first; at < (g + 1) * width; at++) {
      const own = ofRecords ? (ownDegrees[at] as number) : Number.NaN;
      const times = Number.isNaN(own) ? multiplier : (studentTMultiplier(own, confidence) ?? Number.NaN);
      const half = times * (intervalSe[at] as number);
      low[at] = (value[at] as number) - half;
      high[at] = (value[at] as number) + half;
    }
  }
}

function known(value: number | undefined): number | undefined {
  return value === undefined || Number.isNaN(value) ? undefined : value;
}

/** A table as records, group by group in the order of its nodes; nothing is suppressed yet. */
export function readingsOf(table: ReadingTable): Reading[] {
  const width = table.nodes.length;
  return table.groups.flatMap((group, g) =>
    table.nodes.map((node, i): Reading => {
      const at = g * width + i;
      const value = known(table.value[at]);
      return {
        group,
        node,
        value,
        se: known(table.se[at]),
        df: known(table.se[at]) === undefined ? undefined : known(degreesAt(table, g, at)),
        intervalSe: known(table.intervalSe[at]),
        low: known(table.low[at]),
        high: known(table.high[at]),
        n: known(table.n[at]),
        population: known(table.population[g]),
        populationCovered: known(table.populationCovered[g]),
        neff: known(table.neff[at]),
        deff: known(table.deff[at]),
        coverage: known(table.coverage[at]),
        sparse: value === undefined ? undefined : known(table.sparse[at]),
        state: value === undefined ? "undefined" : "full",
      };
    }),
  );
}
