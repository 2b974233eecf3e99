import type { Interval } from "./interval.ts";

export type MatrixItem = {
  readonly id: string;
  /** Derived importance, e.g. the LMG share (0–1). */
  readonly importance: number;
  readonly importanceInterval?: Interval;
  /** Score, 0–100. */
  readonly performance: number;
  readonly performanceInterval?: Interval;
};

/** concentrate: important and weak; keep: important and strong; low: neither; ample: strong but unimportant. */
export type MatrixField = "concentrate" | "keep" | "low" | "ample" | "on-the-line";

export type PlacedItem = {
  readonly id: string;
  readonly field: MatrixField;
  /** Priority: importance × (100 − performance). */
  readonly priority: number;
};

export type ImportancePerformance = {
  /** The cross lines: means over the items that have a say. */
  readonly importanceLine: number;
  readonly performanceLine: number;
  /** By priority, the highest first; ties by id. */
  readonly items: readonly PlacedItem[];
};

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Whether the line runs through the interval, or exactly through the point. */
function touches(line: number, value: number, interval: Interval | undefined): boolean {
  return value === line || (interval !== undefined && interval.low <= line && line <= interval.high);
}

/**
 * Importance–performance matrix: importance against score, crossed at their means. For what: where to begin. An item whose interval reaches
 * over a line is on the line and belongs to no field; a matrix of points would sort noise into tasks.
 * Martilla JA, James JC (1977) J. Marketing 41:77; GB/T 19038-2009, annex D (informative), has such a matrix.
 * @param beside items held against the same cross without a say in it: importance of another model, among other people
 * @returns undefined without items
 * @throws RangeError on importance below 0, a score outside 0–100 or an id that repeats
 */
export function importancePerformance(
  items: readonly MatrixItem[],
  beside: readonly MatrixItem[] = [],
): ImportancePerformance | undefined {
  if (items.length === 0) return undefined;
  const all = [...items, ...beside];
  if (new Set(all.map(({ id }) => id)).size < all.length) throw new RangeError("items need unique ids");
  for (const { id, importance, performance } of all) {
    if (!(importance >= 0) || !(performance >= 0 && performance <= 100)) {
      throw new RangeError(
        `item ${id} needs importance from 0 up and a score from 0 to 100, got ${importance} and ${performance}`,
      );
    }
  }
  const importanceLine = mean(items.map(({ importance }) => importance));
  const performanceLine = mean(items.map(({ performance }) => performance));
  const fieldOf = (item: MatrixItem): MatrixField => {
    const unclear =
      touches(importanceLine, item.importance, item.importanceInterval) ||
      touches(performanceLine, item.performance, item.performanceInterval);
    if (unclear) return "on-the-line";
    const strong = item.performance > performanceLine;
    if (item.importance > importanceLine) return strong ? "keep" : "concentrate";
    return strong ? "ample" : "low";
  };
  const placed = all.map((item) => ({
    id: item.id,
    field: fieldOf(item),
    priority: item.importance * (100 - item.performance),
  }));
  return {
    importanceLine,
    performanceLine,
    items: placed.toSorted((a, b) => b.priority - a.priority || (a.id < b.id ? -1 : 1)),
  };
}
