const DAY = 86_400_000;

/** The calendar month of a day counted from 1970-01-01, as YYYY-MM; days of one month share one text. */
export function monthReader(): (day: number) => string {
  const known = new Map<number, string>();
  return (day) => {
    let month = known.get(day);
    if (month === undefined) {
      month = new Date(day * DAY).toISOString().slice(0, 7);
      known.set(day, month);
    }
    return month;
  };
}
