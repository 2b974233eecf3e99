import { expect, test } from "vitest";
import { outcomeRates } from "#analytics/statistics/outcome-rates.ts";
import type { FrameCell } from "#server/analysis/frame-cells.ts";
import type { DispositionGroup } from "#surveys/disposition.ts";
import { weightedRates } from "./weighted-rates.ts";

function cell(owners: number, invited: number, counts: Partial<Record<DispositionGroup, number>>): FrameCell {
  const none = { I: 0, P: 0, R: 0, NC: 0, O: 0, UH: 0, UO: 0, NE: 0 };
  const base = { waveId: 1, projectId: 1, regionId: 1, phase: "R", excluded: 0, open: 0 };
  return { ...base, owners, invited, dispositions: { ...none, ...counts } };
}

test("where everybody was asked alike there is nothing to weight", () => {
  expect(weightedRates([])).toBeUndefined();
  expect(weightedRates([cell(10, 10, { I: 4 }), cell(90, 90, { I: 9 })])).toBeUndefined();
  expect(weightedRates([cell(30, 10, { I: 4 }), cell(90, 30, { I: 9 }), cell(8, 0, {})])).toBeUndefined();
});

test("each home asked stands for as many owners as its stratum has for one asked", () => {
  // 100 of 1,000 asked, 50 answer; 50 of 50 asked, 10 answer: 60 of 150, but 510 of 1,050 owners
  const rates = weightedRates([cell(1_000, 100, { I: 50, NC: 50 }), cell(50, 50, { I: 10, R: 40 })]);
  expect(rates?.RR2).toBeCloseTo(510 / 1_050, 12);
  expect(rates?.REF1).toBeCloseTo(40 / 1_050, 12);
});

test("it is what the same owners would have given one by one", () => {
  const strata = [
    cell(60, 20, { I: 7, P: 1, R: 2, NC: 3, O: 1, UH: 2, UO: 1, NE: 1 }),
    cell(24, 12, { I: 2, P: 2, R: 1, NC: 1, O: 2, UH: 1, UO: 1, NE: 2 }),
  ];
  // the first stratum three times over, the second twice; two of the first have no outcome yet
  const whole = outcomeRates({
    complete: 25,
    partial: 7,
    refusal: 8,
    nonContact: 11,
    other: 7,
    unknownHousehold: 3 * (2 + 2) + 2,
    unknownOther: 5,
    notEligible: 7,
  });
  const weighted = weightedRates(strata);
  for (const rate of ["RR1", "RR2", "RR3", "RR4", "COOP4", "CON2"] as const)
    expect(weighted?.[rate], rate).toBeCloseTo(whole[rate] ?? Number.NaN, 12);
});
