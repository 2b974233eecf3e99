import type { CohortsView } from "#server/explanations/cohorts-view.ts";

/** Years of age any batch was seen in, the youngest first, with the number of batches that have a place there. */
export function agesOf({ cohorts }: Pick<CohortsView, "cohorts">): readonly {
  readonly year: number;
  readonly placed: number;
}[] {
  const points = cohorts.flatMap((cohort) => cohort.points);
  return [...Map.groupBy(points, ({ year }) => year)]
    .toSorted(([a], [b]) => a - b)
    .map(([year, own]) => ({ year, placed: own.filter(({ bandOfAge }) => bandOfAge !== null).length }));
}

/** The year of age that is looked at: the one asked for, else the youngest in which most batches have a place. */
export function ageChosen(view: Pick<CohortsView, "cohorts">, asked: number | null): number | null {
  const ages = agesOf(view);
  const found = ages.find(({ year }) => year === asked);
  if (found) return found.year;
  return ages.toSorted((a, b) => b.placed - a.placed)[0]?.year ?? null;
}
