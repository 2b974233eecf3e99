const LOWEST = 5;
const HIGHEST = 3;

/**
 * The lowest and the highest of some rows, none in both: five and three where there are so many, else up to half of them are the best.
 * @param rows lowest first
 */
export function bestAndWorst<Row>(rows: readonly Row[]): {
  readonly lowest: readonly Row[];
  /** Highest first. */
  readonly highest: readonly Row[];
} {
  const best = Math.min(HIGHEST, Math.floor(rows.length / 2));
  return {
    lowest: rows.slice(0, Math.min(LOWEST, rows.length - best)),
    highest: rows.slice(rows.length - best).toReversed(),
  };
}
