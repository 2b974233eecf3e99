/** A page without a line reports within so many hours; what claims to be older is taken as that old. */
const LATEST_HOURS = 72;

/** When something happened in the field: as reported, but neither in the future nor longer ago than a report may wait. */
export function momentOf(reported: Date | undefined, now: Date): Date {
  if (reported === undefined) return now;
  const earliest = now.getTime() - LATEST_HOURS * 3_600_000;
  return new Date(Math.min(Math.max(reported.getTime(), earliest), now.getTime()));
}
