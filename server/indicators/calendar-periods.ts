/**
 * A stretch of whole months: a quarter of the calendar, or the twelve months that end with one. Twelve months roll on by a
 * quarter, so that each is made of four quarters, and two that overlap differ by whole quarters.
 */
export type Period = {
  readonly name: string;
  readonly length: 3 | 12;
  /** The year its last month lies in. */
  readonly year: number;
  /** Months as YYYY-MM, oldest first. */
  readonly months: readonly string[];
};

function periodTo(year: number, last: number, length: Period["length"]): Period {
  const months = Array.from({ length }, (_, at) => {
    const month = 12 * year + last - length + at;
    return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`;
  });
  return { name: `${length}|${months.at(-1)}`, length, year, months };
}

/**
 * The quarters that have ended and the twelve months that ended with one, oldest first: each quarter from the one a first
 * month lies in, and after it the twelve months it ends, unless they began before that quarter.
 * @param first earliest month that counts (YYYY-MM)
 * @param last newest month that is over
 */
export function endedPeriods(first: string, last: string): readonly Period[] {
  const years = Number(last.slice(0, 4)) - Number(first.slice(0, 4)) + 1;
  const quarters = Array.from({ length: Math.max(0, years) }, (_, at) => Number(first.slice(0, 4)) + at)
    .flatMap((year) => [3, 6, 9, 12].map((month) => periodTo(year, month, 3)))
    .filter(({ months }) => (months.at(-1) ?? "") >= first && (months.at(-1) ?? "") <= last);
  const [start = ""] = quarters[0]?.months ?? [];
  return quarters.flatMap((quarter) => {
    const twelve = periodTo(quarter.year, Number(quarter.months.at(-1)?.slice(5)), 12);
    return (twelve.months[0] ?? "") >= start ? [quarter, twelve] : [quarter];
  });
}

/** Names of the quarters that twelve months are made of. */
export function quartersOf({ months }: Period): readonly string[] {
  return months.filter((_, at) => at % 3 === 2).map((month) => `3|${month}`);
}
