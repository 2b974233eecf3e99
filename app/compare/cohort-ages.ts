import type { CohortsView } from "#server/explanations/cohorts-view.ts";
import type { TenureSpan } from "#surveys/tenure.ts";

/** Ages any batch, or class of years since handover, was seen at, the youngest first, with how many have a place there. */
export function agesOf({ cohorts }: Pick<CohortsView, "cohorts">): readonly {
  readonly age: number;
  readonly tenure: TenureSpan | null;
  readonly placed: number;
}[] {
  const points = cohorts.flatMap(({ tenure, points: own }) => own.map((point) => ({ tenure, ...point })));
  return [...Map.groupBy(points, ({ age }) => age)]
    .toSorted(([a], [b]) => a - b)
    .map(([age, own]) => ({
      age,
      tenure: own[0]?.tenure ?? null,
      placed: own.filter(({ bandOfAge }) => bandOfAge !== null).length,
    }));
}

/** The age that is looked at: the one asked for, else the youngest in which most batches have a place. */
export function ageChosen(view: Pick<CohortsView, "cohorts">, asked: number | null): number | null {
  const ages = agesOf(view);
  const found = ages.find(({ age }) => age === asked);
  if (found) return found.age;
  return ages.toSorted((a, b) => b.placed - a.placed)[0]?.age ?? null;
}
