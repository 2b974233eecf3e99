import fc from "fast-check";
import { expect, test } from "vitest";
import { arbitraryCase } from "#tests/arbitrary-survey.ts";
import { EmptyStratumError } from "./empty-stratum-error.ts";
import { evaluateNaively } from "./evaluate-naively.ts";
import type { Reading } from "./reading.ts";
import type { Survey } from "./survey-row.ts";

const FIGURES = ["value", "se", "df", "low", "high", "n", "neff"] as const;

/** Every respondent with a weight of their own. */
function weighed(survey: Survey, times: number): Survey {
  const rows = survey.rows.map((row, at) => ({ ...row, weight: times * (1 + ((at * 7) % 5)) }));
  return { ...survey, records: [], rows };
}

/** Nothing where there is nobody to stand for some owners. */
function attempt(run: () => Reading[]): readonly Reading[] {
  try {
    return run();
  } catch (error) {
    if (error instanceof EmptyStratumError) return [];
    throw error;
  }
}

test("respondents' own weights need only their ratios: eight times as much changes no value and no error", () => {
  let defined = 0;
  fc.assert(
    fc.property(arbitraryCase, ({ definition, survey, options }) => {
      const asked = { ...options, inference: "process" } as const;
      const [once, eight] = [1, 8].map((times) =>
        attempt(() => evaluateNaively(definition, weighed(survey, times), asked)),
      );
      expect(eight?.length).toBe(once?.length);
      for (const [place, reading] of (once ?? []).entries())
        for (const figure of FIGURES) {
          const [one, other] = [reading[figure], eight?.[place]?.[figure]];
          if (one === undefined) expect(other, `${reading.node} ${figure}`).toBeUndefined();
          else expect(other, `${reading.node} ${figure}`).toBeCloseTo(one, 9);
        }
      defined += (once ?? []).filter(({ value }) => value !== undefined).length;
    }),
    { numRuns: 200, seed: 20_260_104 },
  );
  expect(defined).toBeGreaterThan(1_000);
});
