import { blockCorrelations, completeCorrelations } from "./complete-correlations.ts";
import type { Interval } from "./interval.ts";
import { lmgImportance, MOST_DRIVERS } from "./relative-importance.ts";
import { type BootstrapPlan, bootstrapDraws, percentileInterval } from "./stratified-bootstrap.ts";

type Answers = readonly (number | undefined)[];

export type DriverData = {
  /** The overall score of each respondent. */
  readonly outcome: Answers;
  readonly drivers: readonly { readonly id: string; readonly answers: Answers }[];
  readonly weights?: ArrayLike<number>;
};

export type Driver = {
  readonly id: string;
  /** LMG importance: the part of R² that is this driver's. */
  readonly importance: number;
  /** Importance over R²; all shares add up to 1. */
  readonly share: number;
  /** Bootstrap percentile interval of the share. */
  readonly interval: Interval | undefined;
  readonly rank: number;
  /** Ranks in the middle 95 % (at the default level) of the draws. */
  readonly ranks: Interval | undefined;
  /** Simple correlation with the outcome; a negative one asks for a look at the coding. */
  readonly correlation: number;
};

/**
 * Whether the drivers may be put in an order: `separable`, or why not. `few-answers`: fewer than max(200, 20 a driver).
 * `halo`: every pair of drivers correlates above 0.6, people gave one mark to everything. `overlapping`: no two shares differ
 * beyond their intervals.
 */
export type DriverVerdict = "separable" | "few-answers" | "halo" | "overlapping";

export type DriverAnalysis = {
  /** Respondents who answered the outcome and every driver. */
  readonly n: number;
  readonly r2: number;
  /** In the order given. */
  readonly drivers: readonly Driver[];
  readonly verdict: DriverVerdict;
};

const HALO = 0.6;

/** Respondents above which the bootstrap draws groups of them, and how many groups. */
const MANY = 2000;
const BLOCKS = 1000;

function sharesOf(correlations: readonly (readonly number[])[]): { importance: number[]; r2: number } {
  const importance = lmgImportance(correlations);
  return { importance, r2: importance.reduce((sum, part) => sum + part, 0) };
}

/** Ranks from 1, the largest first; ties in the order given. */
function ranksOf(values: readonly number[]): number[] {
  const order = [...values.keys()].toSorted((a, b) => (values[b] ?? 0) - (values[a] ?? 0) || a - b);
  return values.map((_, place) => order.indexOf(place) + 1);
}

function everyPair(correlations: readonly (readonly number[])[], holds: (r: number) => boolean): boolean {
  return correlations.every((row, i) => i === 0 || row.every((r, j) => j === 0 || j >= i || holds(r)));
}

/** Respondents from which on so many drivers may be put in an order: 20 a driver, and never fewer than 200. */
export function answersNeeded(drivers: number): number {
  return Math.max(200, 20 * drivers);
}

/** Places of the respondents who answered the outcome and every driver. */
export function completeRows({ outcome, drivers }: DriverData): readonly number[] {
  const columns = [outcome, ...drivers.map(({ answers }) => answers)];
  if (columns.some((column) => column.length !== outcome.length))
    throw new RangeError("outcome and drivers differ in length");
  return [...outcome.keys()].filter((row) => columns.every((column) => column[row] !== undefined));
}

function verdictOf(
  n: number,
  correlations: readonly (readonly number[])[],
  intervals: readonly (Interval | undefined)[],
): DriverVerdict {
  const count = correlations.length - 1;
  if (n < answersNeeded(count)) return "few-answers";
  if (count > 1 && everyPair(correlations, (r) => r > HALO)) return "halo";
  const lows = intervals.map((interval) => interval?.low ?? 0);
  const highs = intervals.map((interval) => interval?.high ?? 1);
  return Math.max(...lows) > Math.min(...highs) ? "separable" : "overlapping";
}

/**
 * Key drivers of an overall score: LMG importance with bootstrap intervals, ranks and a verdict on whether it may be read as an order.
 * Run it per owner phase, for drivers that apply to everybody in it. Respondents with a missing driver are left out.
 * Above 2,000 of them the bootstrap draws random groups; their order must then say nothing of them (sort by a random id).
 * For what: which matters move satisfaction; correlational, it proposes and headquarters decides.
 * @returns undefined when nobody or nothing varies
 * @throws RangeError without drivers or with more than 12 (group them first), when lengths differ, or on a negative weight
 */
export function keyDrivers(
  data: DriverData,
  plan: BootstrapPlan,
  confidence = 0.95,
): DriverAnalysis | undefined {
  if (data.drivers.length < 1 || data.drivers.length > MOST_DRIVERS) {
    throw new RangeError(`a driver analysis takes 1 to ${MOST_DRIVERS} drivers, got ${data.drivers.length}`);
  }
  const columns = [data.outcome, ...data.drivers.map(({ answers }) => answers)];
  const rows = completeRows(data);
  const weights = Float64Array.from(rows, (row) => (data.weights ? (data.weights[row] ?? Number.NaN) : 1));
  if (weights.some((weight) => !(weight >= 0))) throw new RangeError("a weight must be a number from 0 up");
  const means = columns.map((column) => rows.reduce((sum, row) => sum + (column[row] ?? 0), 0) / rows.length);
  const centred = rows.map((row) =>
    Float64Array.from(columns, (column, place) => (column[row] ?? 0) - (means[place] ?? 0)),
  );
  const correlations = completeCorrelations(centred, weights);
  if (correlations === undefined) return undefined;
  const { importance, r2 } = sharesOf(correlations);
  if (!(r2 > 0)) return undefined;
  const shares = importance.map((part) => part / r2);

  const blocks = rows.length > MANY ? BLOCKS : rows.length;
  const draw = blockCorrelations(centred, weights, blocks);
  const units = Array.from({ length: blocks }, (_, block) => String(block));
  const draws = bootstrapDraws(
    { stratum: units.map(() => ""), unit: units },
    (timesDrawn) => {
      const drawn = draw(timesDrawn);
      const found = drawn && sharesOf(drawn);
      return found && found.r2 > 0 ? found.importance.map((part) => part / found.r2) : undefined;
    },
    plan,
  );
  const drawnRanks = draws.map((draw) => draw && ranksOf(draw));
  const intervals = shares.map((_, driver) =>
    percentileInterval(
      draws.map((draw) => draw?.[driver]),
      confidence,
    ),
  );
  const ranks = ranksOf(importance);
  return {
    n: rows.length,
    r2,
    drivers: data.drivers.map(({ id }, driver) => ({
      id,
      importance: importance[driver] ?? Number.NaN,
      share: shares[driver] ?? Number.NaN,
      interval: intervals[driver],
      rank: ranks[driver] ?? Number.NaN,
      ranks: percentileInterval(
        drawnRanks.map((draw) => draw?.[driver]),
        confidence,
      ),
      correlation: correlations[0]?.[driver + 1] ?? Number.NaN,
    })),
    verdict: verdictOf(rows.length, correlations, intervals),
  };
}
