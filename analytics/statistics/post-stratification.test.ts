import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeOracle, expectAgreement } from "#tests/oracle.ts";
import { calibrationResiduals } from "./calibration-residuals.ts";
import { influenceVariance, type SampleDesign } from "./design-based-variance.ts";
import { kishEffectiveSize } from "./kish-effective-size.ts";
import { postStratify } from "./post-stratification.ts";
import { type LinearEstimate, weightedMean, weightedTotal, withinDomain } from "./weighted-estimate.ts";

describe("post-stratification", () => {
  it("of equal base weights is owners over respondents", () => {
    const population = new Map([
      ["S", 90],
      ["O", 10],
    ]);
    const found = postStratify([1, 1, 1, 1], ["S", "S", "S", "O"], population);
    expect(found.kind === "weights" && [...found.weights]).toEqual([30, 30, 30, 10]);
  });

  it("names the cells whose owners nobody answered for instead of dropping them", () => {
    const population = new Map([
      ["a", 5],
      ["c", 2],
      ["b", 1],
      ["nobody lives here", 0],
    ]);
    expect(postStratify([1, 0], ["a", "b"], population)).toEqual({ kind: "empty-cells", cells: ["b", "c"] });
  });

  it("refuses a row of an unknown cell and a negative weight", () => {
    expect(() => postStratify([1], ["x"], new Map())).toThrow(RangeError);
    expect(() => postStratify([-1], ["x"], new Map([["x", 1]]))).toThrow(RangeError);
  });

  it("meets every cell's population, whatever the base weights", () => {
    const row = fc.record({
      cell: fc.constantFrom("a", "b", "c"),
      weight: fc.double({ min: 0.01, max: 100, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 40 }), (rows) => {
        const cells = rows.map(({ cell }) => cell);
        const population = new Map([...new Set(cells)].map((cell, place) => [cell, 7 * (place + 1)]));
        const found = postStratify(
          rows.map(({ weight }) => weight),
          cells,
          population,
        );
        if (found.kind !== "weights") throw new Error("no cell is empty");
        for (const [cell, owners] of population) {
          const sum = cells.reduce(
            (total, mine, place) => total + (mine === cell ? (found.weights[place] ?? 0) : 0),
            0,
          );
          expect(sum).toBeCloseTo(owners, 9);
        }
      }),
    );
  });
});

type Expected = Record<
  string,
  {
    mean_api00: number;
    se_api00: number;
    total_enroll: number;
    se_total_enroll: number;
    prop_schwide: number;
    se_prop_schwide: number;
    by_stype: { level: string[]; mean: number[]; se: number[] };
    kish_neff: number;
  }
> & { empty_population_cell_in_sample: { partial_true_sum_w: number; partial_mean: number } };

describeOracle("03-poststratification", (oracle) => {
  const expected = oracle.expected<Expected>();
  const byType = () => {
    const margin = oracle.table("population_stype.csv");
    const counts = margin.numbers("Freq");
    return new Map(margin.text("stype").map((cell, row) => [cell, counts[row] ?? Number.NaN]));
  };
  const byTypeAndWide = () => {
    const margin = oracle.table("population_stype_schwide.csv");
    const counts = margin.numbers("Freq");
    const wide = margin.text("sch.wide");
    return new Map(
      margin.text("stype").map((type, row) => [`${type}.${wide[row]}`, counts[row] ?? Number.NaN]),
    );
  };

  it.each([
    { name: "clus1_fpc_stype", file: "data.csv", unit: "dnum", finite: true, joint: false },
    { name: "clus1_nofpc_stype", file: "data.csv", unit: "dnum", finite: false, joint: false },
    { name: "srs_fpc_stype", file: "data_srs.csv", unit: "cds", finite: true, joint: false },
    { name: "srs_fpc_stype_x_schwide", file: "data_srs.csv", unit: "cds", finite: true, joint: true },
  ])(
    "agrees for $name: weights, means, totals, domains and their standard errors",
    ({ name, file, unit, finite, joint }) => {
      const data = oracle.table(file);
      const printed = expected[name];
      if (!printed) throw new Error(`no design ${name}`);
      const types = data.text("stype");
      const wide = data.text("sch.wide");
      const base = data.numbers("pw");
      const cells = joint ? types.map((type, row) => `${type}.${wide[row]}`) : types;
      const done = postStratify(base, cells, joint ? byTypeAndWide() : byType());
      if (done.kind !== "weights") throw new Error("no cell is empty");
      const { weights } = done;
      expectAgreement(kishEffectiveSize(weights), printed.kish_neff, 1e-9);

      const design: SampleDesign = {
        stratum: types.map(() => "all"),
        unit: data.text(unit),
        ...(finite && { population: new Map([["all", data.numbers("fpc")[0] ?? Number.NaN]]) }),
      };
      const se = (estimate: LinearEstimate | undefined) =>
        Math.sqrt(
          influenceVariance(
            design,
            calibrationResiduals(estimate?.influence ?? [], base, weights, [cells]),
          ) ?? Number.NaN,
        );

      const scores = data.numbers("api00");
      const mean = weightedMean(scores, weights);
      expectAgreement([mean?.value, se(mean)], [printed.mean_api00, printed.se_api00], 1e-9);
      const total = weightedTotal(data.numbers("enroll"), weights);
      expectAgreement([total.value, se(total)], [printed.total_enroll, printed.se_total_enroll], 1e-9);
      const share = weightedMean(
        wide.map((answer) => (answer === "Yes" ? 1 : 0)),
        weights,
      );
      expectAgreement(share?.value, printed.prop_schwide, 1e-9);
      // With school-wide success among the post-strata the share is known: R prints 1.5e-17 for its standard error.
      if (joint) expect(se(share)).toBeLessThan(1e-12);
      else expectAgreement(se(share), printed.se_prop_schwide, 1e-9);
      for (const [place, level] of printed.by_stype.level.entries()) {
        const domain = weightedMean(
          withinDomain(scores, (row) => types[row] === level),
          weights,
        );
        expectAgreement(
          [domain?.value, se(domain)],
          [printed.by_stype.mean[place] ?? Number.NaN, printed.by_stype.se[place] ?? Number.NaN],
          1e-9,
        );
      }
    },
  );

  it("agrees on every single weight", () => {
    const data = oracle.table("data.csv");
    const done = postStratify(data.numbers("pw"), data.text("stype"), byType());
    expectAgreement(
      done.kind === "weights" ? done.weights : [],
      oracle.table("expected_weights_clus1_stype.csv").numbers("w"),
      1e-9,
    );
  });

  it("reports a cell without respondents, and agrees with the partial result once it is left out on purpose", () => {
    const data = oracle.table("data.csv");
    const types = data.text("stype");
    const kept = [...types.keys()].filter((row) => types[row] !== "H");
    const pick = <Value>(column: readonly Value[]) => kept.flatMap((row) => column.slice(row, row + 1));
    const cells = pick(types);
    const base = pick(data.numbers("pw"));
    expect(postStratify(base, cells, byType())).toEqual({ kind: "empty-cells", cells: ["H"] });
    const population = byType();
    population.delete("H");
    const done = postStratify(base, cells, population);
    if (done.kind !== "weights") throw new Error("no cell is empty");
    const printed = expected.empty_population_cell_in_sample;
    expectAgreement(
      done.weights.reduce((sum, weight) => sum + weight, 0),
      printed.partial_true_sum_w,
      1e-9,
    );
    expectAgreement(
      weightedMean(pick(data.numbers("api00")), done.weights)?.value,
      printed.partial_mean,
      1e-9,
    );
  });
});
