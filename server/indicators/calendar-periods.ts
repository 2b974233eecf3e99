/** A stretch of whole months of the calendar: a quarter, or the year it lies in. No two overlap unless one holds the other. */
export type Period = {
  readonly name: string;
  readonly length: 3 | 12;
  readonly year: number;
  /** Months as YYYY-MM, oldest first. */
  readonly months: readonly string[];
};

function periodOf(year: number, first: number, length: Period["length"]): Period {
  const months = Array.from({ length }, (_, at) => `${year}-${String(first + at).padStart(2, "0")}`);
  return { name: `${length}|${months.at(-1)}`, length, year, months };
}

/**
 * The quarters and years of the calendar that have ended, oldest first: each quarter from the one a first month lies in, each
 * year from that month's on, after its quarters.
 * @param first earliest month that counts (YYYY-MM)
 * @param last newest month that is over
 */
export function endedPeriods(first: string, last: string): readonly Period[] {
  const years = Number(last.slice(0, 4)) - Number(first.slice(0, 4)) + 1;
  return Array.from({ length: Math.max(0, years) }, (_, at) => Number(first.slice(0, 4)) + at)
    .flatMap((year) => [...[1, 4, 7, 10].map((month) => periodOf(year, month, 3)), periodOf(year, 1, 12)])
    .filter(({ months }) => (months.at(-1) ?? "") >= first && (months.at(-1) ?? "") <= last);
}
