import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EmptyStratumError } from "./empty-stratum-error.ts";
import type { IndexDefinition } from "./index-definition.ts";
import type { Stratum } from "./moments.ts";
import { trimToMedian } from "./statistics/trimming.ts";
import { designOf } from "./stratum-design.ts";
import { trimStratumWeights } from "./trim-stratum-weights.ts";

type Rules = Pick<IndexDefinition, "emptyStratum" | "weights">;

function rules(emptyStratum: Rules["emptyStratum"], collapseBelow = 0, trim: number | null = null): Rules {
  return { emptyStratum, weights: { collapseBelow, trim } };
}

function stratum(
  project: string,
  phase: string,
  population: number | undefined,
  respondents: number,
  more: Partial<Stratum> = {},
): Stratum {
  return { key: `${project}|${phase}`, project, phase, region: "east", population, respondents, ...more };
}

describe("designOf", () => {
  const strata = [stratum("A", "S", 40, 10), stratum("A", "O", 60, 0), stratum("B", "S", 30, 30)];

  test("a respondent stands for N/n owners", () => {
    const { strata: design } = designOf(rules("drop"), strata);
    expect(design.map(({ weight, fraction }) => [weight, fraction])).toEqual([
      [4, 0.25],
      [1, 1],
    ]);
  });

  test("weights are 1 and nothing is corrected where no population is known", () => {
    const { strata: design } = designOf(rules("error"), [
      stratum("A", "S", undefined, 10),
      stratum("B", "S", undefined, 0),
    ]);
    expect(design).toMatchObject([{ weight: 1, fraction: 0, respondents: 10 }]);
  });

  test("an empty stratum is an error, is dropped, or joins its neighbour", () => {
    expect(() => designOf(rules("error"), strata)).toThrow(EmptyStratumError);
    expect(designOf(rules("drop"), strata)).toMatchObject({ dropped: ["A|O"], collapsed: [] });
    const collapsed = designOf(rules("collapse"), strata);
    expect(collapsed).toMatchObject({ dropped: [], collapsed: [["A|S", "A|O"]] });
    expect(collapsed.strata.map(({ weight }) => weight)).toEqual([10, 1]);
    expect(collapsed.placeOf.get("A|O")).toBe(collapsed.placeOf.get("A|S"));
  });

  test("an empty stratum with nothing to join is an error that names it", () => {
    expect(() => designOf(rules("collapse"), [stratum("A", "P", 5, 0), stratum("A", "S", 5, 5)])).toThrow(
      /A\|P/,
    );
  });

  test("small strata join only where the definition asks, and never across waves", () => {
    const small = [
      stratum("A", "S", 40, 2, { key: "24|A|S", group: { wave: "24" } }),
      stratum("A", "O", 60, 9, { key: "24|A|O", group: { wave: "24" } }),
      stratum("A", "O", 50, 9, { key: "25|A|O", group: { wave: "25" } }),
    ];
    expect(designOf(rules("drop"), small).collapsed).toEqual([]);
    const { collapsed, strata: design } = designOf(rules("drop", 5), small);
    expect(collapsed).toEqual([["24|A|S", "24|A|O"]]);
    expect(design.map(({ population, respondents }) => [population, respondents])).toEqual([
      [100, 11],
      [50, 9],
    ]);
  });

  test("trimmed strata are named and the region keeps its owners", () => {
    const wide = [stratum("A", "S", 10, 10), stratum("B", "S", 20, 10), stratum("C", "S", 900, 3)];
    const { strata: design, trimmed } = designOf(rules("drop", 0, 5), wide);
    expect(trimmed).toEqual(["C|S"]);
    expect(design.reduce((sum, each) => sum + each.weight * each.respondents, 0)).toBeCloseTo(930, 9);
    expect(design[2]?.weight).toBe(10);
  });
});

test("trimming strata is trimming their respondents one by one", () => {
  const strata = fc.array(
    fc.record({
      weight: fc.constantFrom(1, 2, 3, 10, 40, 200),
      respondents: fc.integer({ min: 1, max: 6 }),
      region: fc.constantFrom("east", "west"),
    }),
    { minLength: 1, maxLength: 8 },
  );
  fc.assert(
    fc.property(strata, fc.constantFrom(1, 2, 5), (list, factor) => {
      const rows = list.flatMap((each, place) =>
        Array.from({ length: each.respondents }, () => ({ ...each, place })),
      );
      const regions = rows.map(({ region }) => region);
      const { weights } = trimToMedian(
        rows.map(({ weight }) => weight),
        regions,
        regions,
        factor,
      );
      for (const [place, weight] of trimStratumWeights(list, factor).entries()) {
        expect(weight).toBeCloseTo(weights[rows.findIndex((row) => row.place === place)] ?? Number.NaN, 9);
      }
    }),
    { numRuns: 300, seed: 20_260_112 },
  );
});
