import { describe, expect, it } from "vitest";
import { describeOracle, expectAgreement } from "#tests/oracle.ts";
import { calibrationResiduals } from "./calibration-residuals.ts";
import { influenceVariance } from "./design-based-variance.ts";
import { type Margin, rakeWeights } from "./raking.ts";
import { type LinearEstimate, weightedMean, weightedTotal, withinDomain } from "./weighted-estimate.ts";

const margin = (name: string, cells: string[], population: Record<string, number>): Margin => ({
  name,
  cells,
  population: new Map(Object.entries(population)),
});

describe("raking", () => {
  it("with one margin is post-stratification, done in one round", () => {
    const found = rakeWeights([1, 1, 2], [margin("phase", ["S", "S", "O"], { S: 10, O: 6 })]);
    expect(found).toEqual({ kind: "weights", weights: Float64Array.of(5, 5, 6), rounds: 1 });
  });

  it("reports an empty cell and margins that contradict each other", () => {
    expect(rakeWeights([1], [margin("phase", ["S"], { S: 10, O: 6 })])).toEqual({
      kind: "empty-cell",
      margin: "phase",
      cell: "O",
    });
    const contradiction = rakeWeights(
      [1, 1],
      [margin("phase", ["S", "O"], { S: 1, O: 1 }), margin("type", ["x", "x"], { x: 5 })],
    );
    expect(contradiction.kind).toBe("not-converged");
  });

  it("refuses rows without a known cell and negative weights", () => {
    expect(() => rakeWeights([1], [margin("phase", ["R"], { S: 1 })])).toThrow(RangeError);
    expect(() => rakeWeights([-1], [margin("phase", ["S"], { S: 1 })])).toThrow(RangeError);
    expect(() => rakeWeights([1, 1], [margin("phase", ["S"], { S: 1 })])).toThrow(RangeError);
  });
});

type Printed = {
  mean_api00: number;
  se_api00: number;
  total_enroll: number;
  se_total_enroll: number;
  by_stype: { level: string[]; mean: number[]; se: number[] };
};

/**
 * What R's survey package takes for the residuals: one margin's means after the other's are taken out, ten times over. In
 * the limit it is the regression.
 */
function sweptResiduals(
  influence: readonly number[],
  base: readonly number[],
  weights: ArrayLike<number>,
  margins: readonly (readonly string[])[],
  sweeps: number,
): number[] {
  let rest = influence.map((value, row) => value / (weights[row] ?? Number.NaN));
  for (let sweep = 0; sweep < sweeps; sweep++) {
    for (const cells of margins) {
      const sums = new Map<string, { weight: number; sum: number }>();
      for (const [row, cell] of cells.entries()) {
        const own = sums.get(cell) ?? { weight: 0, sum: 0 };
        own.weight += base[row] ?? 0;
        own.sum += (base[row] ?? 0) * (rest[row] ?? 0);
        sums.set(cell, own);
      }
      rest = rest.map((value, row) => {
        const { sum = 0, weight = 1 } = sums.get(cells[row] ?? "") ?? {};
        return value - sum / weight;
      });
    }
  }
  return rest.map((value, row) => value * (weights[row] ?? Number.NaN));
}

describeOracle("04-raking-and-effective-n", (oracle) => {
  const data = oracle.table("data.csv");
  const types = data.text("stype");
  const base = data.numbers("pw");
  const known = (file: string, columns: string[]): Map<string, number> => {
    const table = oracle.table(file);
    const counts = table.numbers("Freq");
    const parts = columns.map((column) => table.text(column));
    return new Map(counts.map((count, row) => [parts.map((part) => part[row]).join("/"), count]));
  };
  const joined = (columns: string[]) => {
    const parts = columns.map((column) => data.text(column));
    return types.map((_, row) => parts.map((part) => part[row]).join("/"));
  };
  const wide = {
    name: "sch.wide",
    cells: joined(["sch.wide"]),
    population: known("margin_schwide.csv", ["sch.wide"]),
  };
  const type = { name: "stype", cells: joined(["stype"]), population: known("margin_stype.csv", ["stype"]) };
  const improved = {
    name: "comp.imp × stype",
    cells: joined(["comp.imp", "stype"]),
    population: known("margin_compimp_x_stype.csv", ["comp.imp", "stype"]),
  };

  it.each([
    { name: "rake_stype_schwide", margins: [type, wide] },
    { name: "rake_compimpXstype_schwide", margins: [improved, wide] },
  ])(
    "agrees for $name on every weight and, swept as often as there, on standard errors",
    ({ name, margins }) => {
      const found = rakeWeights(base, margins, { tolerance: 1e-12 });
      if (found.kind !== "weights") throw new Error(found.kind);
      const { weights } = found;
      expectAgreement(weights, oracle.table("expected_weights.csv").numbers(name), 1e-8);

      const design = {
        stratum: types.map(() => "all"),
        unit: data.text("dnum"),
        population: new Map([["all", data.numbers("fpc")[0] ?? Number.NaN]]),
      };
      const cells = margins.map((one) => one.cells);
      const se = (residuals: ArrayLike<number>) =>
        Math.sqrt(influenceVariance(design, residuals) ?? Number.NaN);
      const agree = (estimate: LinearEstimate | undefined, value: number, printed: number) => {
        const influence = [...(estimate?.influence ?? [])];
        const swept = (sweeps: number) => se(sweptResiduals(influence, base, weights, cells, sweeps));
        expectAgreement([estimate?.value, swept(10)], [value, printed], 1e-8);
        // where ten sweeps stop short, ours goes on to where they lead
        expectAgreement([se(calibrationResiduals(influence, base, weights, cells))], [swept(1_000)], 1e-9);
      };
      const printed = oracle.expected<Record<string, Printed>>()[name];
      if (!printed) throw new Error(`no result ${name}`);
      const scores = data.numbers("api00");
      agree(weightedMean(scores, weights), printed.mean_api00, printed.se_api00);
      agree(weightedTotal(data.numbers("enroll"), weights), printed.total_enroll, printed.se_total_enroll);
      for (const [place, level] of printed.by_stype.level.entries()) {
        const domain = withinDomain(scores, (row) => types[row] === level);
        const { mean, se: error } = printed.by_stype;
        agree(weightedMean(domain, weights), mean[place] ?? Number.NaN, error[place] ?? Number.NaN);
      }
    },
  );

  it("meets its margins at the default tolerance", () => {
    const found = rakeWeights(base, [type, wide]);
    expectAgreement(
      found.kind === "weights" ? found.weights : [],
      oracle.table("expected_weights.csv").numbers("rake_stype_schwide"),
      1e-8,
    );
  });
});
