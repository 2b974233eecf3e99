import type { Group } from "./arrange.ts";
import type { RecordSums } from "./moments.ts";

/** Operational records of a group brought to one ratio; the sums are kept for differences between groups. */
export type RecordLevel = Omit<RecordSums, "source" | "group"> & {
  readonly ratio: number;
  /** Of the ratio, records being draws from a process. */
  readonly variance: number;
};

type Sums = Omit<RecordSums, "source" | "group">;

/** Σz and Σz² over the records of z = p · above + q · below. */
function squareOf({ aboveSquared, cross, belowSquared }: Sums, p: number, q: number): number {
  return p * p * aboveSquared + 2 * p * q * cross + q * q * belowSquared;
}

/** n/(n−1) of a variance; 1 for a single record. */
function spreadOf(records: number): number {
  return records > 1 ? records / (records - 1) : 1;
}

/**
 * The ratio Σ above / Σ below of some records and its variance by linearisation: a record moves it by
 * z = (above − ratio · below) / Σ below. Cochran WG (1977) Sampling Techniques, 6.3. Undefined when nothing is below.
 */
export function recordLevel(parts: readonly Sums[]): RecordLevel | undefined {
  const sums = { records: 0, above: 0, below: 0, aboveSquared: 0, cross: 0, belowSquared: 0 };
  for (const part of parts) {
    sums.records += part.records;
    sums.above += part.above;
    sums.below += part.below;
    sums.aboveSquared += part.aboveSquared;
    sums.cross += part.cross;
    sums.belowSquared += part.belowSquared;
  }
  if (!(sums.below > 0)) return undefined;
  const ratio = sums.above / sums.below;
  const square = Math.max(0, squareOf(sums, 1 / sums.below, -ratio / sums.below));
  return { ...sums, ratio, variance: spreadOf(sums.records) * square };
}

/**
 * Variance of a · ratio of a part − b · ratio of the whole that contains it: where the part's records are, both pull.
 */
export function recordGapVariance(
  part: RecordLevel | undefined,
  a: number,
  whole: RecordLevel | undefined,
  b: number,
): number {
  if (whole === undefined) return 0;
  const [p, q] = [b / whole.below, -(b * whole.ratio) / whole.below];
  if (part === undefined) return spreadOf(whole.records) * squareOf(whole, p, q);
  const [r, s] = [a / part.below - p, -(a * part.ratio) / part.below - q];
  const square = squareOf(whole, p, q) - squareOf(part, p, q) + squareOf(part, r, s);
  return spreadOf(whole.records) * Math.max(0, square);
}

/** By group and source, the records of the groups some columns make; groups by a column that records lack have none. */
export function recordLevels(
  records: readonly RecordSums[],
  by: readonly string[],
  keyOf: (group: Group, by: readonly string[]) => string,
): ReadonlyMap<string, ReadonlyMap<string, RecordLevel>> {
  const known = records.filter(({ group }) => by.every((column) => group[column] !== undefined));
  const groups = Map.groupBy(known, ({ group }) => keyOf(group, by));
  return new Map(
    [...groups].map(([key, members]) => [
      key,
      new Map(
        [...Map.groupBy(members, ({ source }) => source)].flatMap(([source, parts]) => {
          const level = recordLevel(parts);
          return level === undefined ? [] : [[source, level] as const];
        }),
      ),
    ]),
  );
}
