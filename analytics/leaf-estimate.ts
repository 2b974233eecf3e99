import type { IndexDefinition } from "./index-definition.ts";
import { fewAdd } from "./part-variance.ts";
import type { SurveyRecord, SurveyRow } from "./survey-row.ts";

/** A respondent with the place of the stratum in the design and the weight in use. */
export type Row = SurveyRow & { readonly place: number; readonly w: number };
/** A value of some rows, and what each of them does to it. */
export type Estimate = {
  readonly value: number | undefined;
  readonly coverage: number;
  /** Share of the value that rests on items of fewer answers than the minimum, 0–1. */
  readonly sparse: number;
  /** Variance that items of few answers add (`fewAdd`). */
  readonly few: number;
  /** How much each row, with its weight, and each operational record moves the value. */
  readonly influence: ReadonlyMap<Row | SurveyRecord, number>;
};

/** Where values are taken from: respondents, and the operational records of their group. */
export type Ground = {
  readonly rows: readonly Row[];
  readonly records: readonly SurveyRecord[];
  /** Without it few answers have their own variance. */
  readonly sample?: WholeSample;
};

/** What few answers are held against. */
export type WholeSample = {
  /** All respondents of the sample. */
  readonly rows: readonly Row[];
  /** (1−f)·n/(n−1) of a row's stratum, n/(n−1) being 1 for a single respondent. */
  readonly correction: (row: Row) => number;
};

export const NOTHING: Estimate = { value: undefined, coverage: 0, sparse: 0, few: 0, influence: new Map() };

/** Score of one answer, 0–100 (net: −100, 0, 100). */
export function score(definition: IndexDefinition, item: string, answer: number): number {
  const rule = definition.items[item];
  if (rule === undefined) throw new Error(`${item} is not among the definition's items`);
  const [low, high] = rule.scale;
  switch (rule.score) {
    case "min-max":
      return (100 * (answer - low)) / (high - low);
    case "of-max":
      return (100 * answer) / high;
    case "top-box":
      return answer > high - (rule.boxes ?? 1) ? 100 : 0;
    case "net":
      return answer >= (rule.promoters ?? high) ? 100 : answer <= (rule.detractors ?? low) ? -100 : 0;
  }
}

function ratioMean(scored: readonly (readonly [Row, number])[]): Estimate {
  const total = scored.reduce((sum, [row]) => sum + row.w, 0);
  if (total === 0) return NOTHING;
  const value = scored.reduce((sum, [row, points]) => sum + row.w * points, 0) / total;
  return {
    value,
    coverage: 1,
    sparse: 0,
    few: 0,
    influence: new Map(scored.map(([row, points]) => [row, (row.w * (points - value)) / total])),
  };
}

/** Influence of a weighted sum of estimates. */
export function weightedSum(
  parts: readonly (readonly [number, Estimate])[],
): ReadonlyMap<Row | SurveyRecord, number> {
  const influence = new Map<Row | SurveyRecord, number>();
  for (const [share, part] of parts) {
    for (const [row, z] of part.influence) influence.set(row, (influence.get(row) ?? 0) + share * z);
  }
  return influence;
}

type Scored = readonly (readonly [Row, number])[];

/** What few answers of a leaf add to its variance, from the deviations of all its answers here and everywhere. */
function fewAmong(
  scored: Scored,
  everywhere: Scored,
  minimum: number,
  correction: WholeSample["correction"],
): number {
  if (scored.length === 0) return 0;
  const weight = (of: Scored) => of.reduce((sum, [row]) => sum + row.w, 0);
  const mean = (of: Scored, figure: (points: number) => number) =>
    of.reduce((sum, [row, points]) => sum + row.w * figure(points), 0) / weight(of);
  const [all, value, total, n] = [
    mean(everywhere, (points) => points),
    mean(scored, (points) => points),
    weight(scored),
    everywhere.length,
  ];
  const common = n < 2 ? 0 : (mean(everywhere, (points) => (points - all) ** 2) * n) / (n - 1);
  const sum = (squareOf: (points: number) => number) =>
    scored.reduce(
      (into, [row, points]) => into + correction(row) * (row.w / total) ** 2 * squareOf(points),
      0,
    );
  return fewAdd(
    scored.length,
    minimum,
    sum((points) => (points - value) ** 2),
    sum(() => common),
  );
}

export function leafEstimate(
  definition: IndexDefinition,
  { rows, sample }: Ground,
  pointsOf: (row: Row) => number | undefined,
): Estimate {
  const scoredAmong = (among: readonly Row[]) =>
    among.flatMap((row) => {
      const points = pointsOf(row);
      return points === undefined ? [] : [[row, points] as const];
    });
  const scored = scoredAmong(rows);
  return {
    ...ratioMean(scored),
    sparse: scored.length > 0 && scored.length < definition.minimumAnswers ? 1 : 0,
    few: sample
      ? fewAmong(scored, scoredAmong(sample.rows), definition.minimumAnswers, sample.correction)
      : 0,
  };
}
