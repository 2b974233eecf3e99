import { describe, expect, it } from "vitest";
import type { Cohort, CohortPoint } from "#server/explanations/cohorts-view.ts";
import { ageChosen, agesOf } from "./cohort-ages.ts";

function cohort(batch: string, points: readonly (readonly [year: number, band: number | null])[]): Cohort {
  return {
    project: { id: 1, code: "A1", name: "A1", nameEn: null, kind: "project" },
    batch,
    tenure: null,
    startsOn: "2024-01-01",
    points: points.map(
      ([year, bandOfAge]): CohortPoint => ({
        age: year,
        months: year * 12 - 6,
        waveId: year,
        calendarYear: 2023 + year,
        reading: { value: 70, low: 65, high: 75, halfWidth: 5, n: 40, state: "full" },
        bandOfAge,
        bandOfYear: null,
        reworded: false,
      }),
    ),
  };
}

const VIEW = {
  cohorts: [
    cohort("a", [
      [1, 1],
      [2, 1],
    ]),
    cohort("b", [
      [2, 2],
      [3, null],
    ]),
  ],
};

describe("years of age", () => {
  it("are those any batch was seen in, with how many can be placed there", () => {
    expect(agesOf(VIEW)).toEqual([
      { age: 1, tenure: null, placed: 1 },
      { age: 2, tenure: null, placed: 2 },
      { age: 3, tenure: null, placed: 0 },
    ]);
  });

  it("fall back on the one where most can be placed", () => {
    expect(ageChosen(VIEW, null)).toBe(2);
    expect(ageChosen(VIEW, 3)).toBe(3);
    expect(ageChosen(VIEW, 9)).toBe(2);
    expect(ageChosen({ cohorts: [] }, 1)).toBeNull();
  });
});
