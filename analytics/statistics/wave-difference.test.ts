import { describe, expect, it } from "vitest";
import { describeOracle, expectAgreement } from "#tests/oracle.ts";
import { designDegrees, influenceVariance, type SampleDesign } from "./design-based-variance.ts";
import {
  domainDifference,
  independentDifference,
  satterthwaiteDegrees,
  testDifference,
} from "./wave-difference.ts";
import { combineEstimates, type LinearEstimate, weightedMean, withinDomain } from "./weighted-estimate.ts";

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const sampleVariance = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + (value - mean(values)) ** 2, 0) / (values.length - 1);

/** Hours of extra sleep under two drugs, ten patients: Student (1908) Biometrika 6:1. */
const FIRST_DRUG = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
const SECOND_DRUG = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

describe("differences", () => {
  it("of Student's sleep data: Welch's t 1.8608 on 17.776 degrees, paired t 4.0621 on 9", () => {
    const sample = (values: number[]) => ({
      value: mean(values),
      variance: sampleVariance(values) / values.length,
      df: 9,
    });
    const apart = independentDifference(sample(FIRST_DRUG), sample(SECOND_DRUG));
    expect(apart.statistic).toBeCloseTo(1.8608, 4);
    expect(apart.df).toBeCloseTo(17.776, 3);
    expect(apart.p).toBeCloseTo(0.07939, 5);
    const paired = testDifference(
      sample(SECOND_DRUG.map((hours, patient) => hours - (FIRST_DRUG[patient] ?? 0))),
    );
    expect(paired.statistic).toBeCloseTo(4.0621, 4);
    expect(paired.p).toBeCloseTo(0.002833, 6);
  });

  it("has nothing to test when both waves are known without error", () => {
    const found = independentDifference({ value: 70, variance: 0, df: 5 }, { value: 72, variance: 0, df: 5 });
    expect(found).toMatchObject({
      difference: 2,
      se: 0,
      statistic: undefined,
      p: undefined,
      low: 2,
      high: 2,
    });
    expect(satterthwaiteDegrees([])).toBeUndefined();
  });

  it("of the stacked file equals the differences within households, if all answered twice with equal weights", () => {
    const households = FIRST_DRUG.map((_, patient) => String(patient));
    const stacked = domainDifference(
      [...FIRST_DRUG, ...SECOND_DRUG],
      Array.from({ length: 20 }, () => 1),
      (row) => row >= 10,
      (row) => row < 10,
    );
    const design = { stratum: Array.from({ length: 20 }, () => "all"), unit: [...households, ...households] };
    const within =
      sampleVariance(SECOND_DRUG.map((hours, patient) => hours - (FIRST_DRUG[patient] ?? 0))) / 10;
    expect(influenceVariance(design, stacked?.influence ?? [])).toBeCloseTo(within, 12);
    expect(stacked?.value).toBeCloseTo(1.58, 12);
  });

  it("is undefined against a part without answers, and refuses a negative variance", () => {
    expect(
      domainDifference(
        [1, 2],
        [1, 1],
        () => true,
        () => false,
      ),
    ).toBeUndefined();
    expect(() => testDifference({ value: 1, variance: -1 })).toThrow(RangeError);
    expect(() => testDifference({ value: 1, variance: 1, df: 0 })).toThrow(RangeError);
  });
});

type Pair = readonly [number, number];
type Panel = { change: number; se: number; df: number; p_normal: number; p_t: number; ci95_t: Pair };
type Change = { change_domain: number; change_all: number; diff: number; se: number };
type Expected = {
  panel: Record<string, Panel>;
  independent: {
    wave1: number;
    se1: number;
    wave2: number;
    se2: number;
    change: number;
    se: number;
    df_satterthwaite: number;
    p_t_satterthwaite: number;
    p_normal: number;
    ci95_normal: Pair;
    stacked: { change: number; se: number; svyttest: { df: number; t: number; p: number } };
  };
  unweighted: {
    welch: { t: number; df: number; p: number; ci: Pair };
    paired: { t: number; p: number; ci: Pair };
  };
  difference_in_change: Record<string, Change>;
};

const twice = <Value>(column: readonly Value[]) => [...column, ...column];

describeOracle("12-wave-differences", (oracle) => {
  const expected = oracle.expected<Expected>();
  const files: Record<string, { file: string; stratum?: string; unit: string }> = {
    strat: { file: "data.csv", stratum: "stype", unit: "cds" },
    clus1: { file: "data_clus1.csv", unit: "dnum" },
    srs: { file: "data_srs.csv", unit: "cds" },
  };

  function load(name: string) {
    const shape = files[name];
    if (!shape) throw new Error(`no file for ${name}`);
    const data = oracle.table(shape.file);
    const unit = data.text(shape.unit);
    const stratum = shape.stratum ? data.text(shape.stratum) : unit.map(() => "all");
    const sizes = data.numbers("fpc");
    const population = new Map(stratum.map((one, row) => [one, sizes[row] ?? Number.NaN]));
    const design: SampleDesign = { stratum, unit, population };
    return {
      data,
      design,
      weights: data.numbers("pw"),
      early: data.numbers("api99"),
      late: data.numbers("api00"),
    };
  }
  const variance = (design: SampleDesign, estimate: LinearEstimate) =>
    influenceVariance(design, estimate.influence) ?? Number.NaN;

  it.each(Object.keys(files))(
    "agrees on the panel %s, on the stacked file with the sampling unit kept",
    (name) => {
      const { design, weights, early, late } = load(name);
      const printed = expected.panel[name];
      if (!printed) throw new Error(`no panel ${name}`);
      const stacked = { ...design, stratum: twice(design.stratum), unit: twice(design.unit) };
      const rows = weights.length;
      const change = domainDifference(
        [...early, ...late],
        twice(weights),
        (row) => row >= rows,
        (row) => row < rows,
      );
      if (!change) throw new Error("both waves have answers");
      const df = designDegrees(stacked);
      expect(df).toBe(printed.df);
      const tested = testDifference({ value: change.value, variance: variance(stacked, change), df });
      expectAgreement(
        [tested.difference, tested.se, tested.p],
        [printed.change, printed.se, printed.p_t],
        1e-9,
      );
      expectAgreement([tested.low, tested.high], printed.ci95_t, 1e-9);
      const normal = testDifference({ value: change.value, variance: variance(stacked, change) });
      expectAgreement(normal.p, printed.p_normal, 1e-9);
    },
  );

  it("agrees on independent waves, from two estimates and from the stacked file", () => {
    const printed = expected.independent;
    const first = { value: printed.wave1, variance: printed.se1 ** 2 };
    const second = { value: printed.wave2, variance: printed.se2 ** 2 };
    const normal = independentDifference(first, second);
    expectAgreement(
      [normal.difference, normal.se, normal.p],
      [printed.change, printed.se, printed.p_normal],
      1e-9,
    );
    expectAgreement([normal.low, normal.high], printed.ci95_normal, 1e-9);
    const student = independentDifference({ ...first, df: 199 }, { ...second, df: 197 });
    expectAgreement([student.df, student.p], [printed.df_satterthwaite, printed.p_t_satterthwaite], 1e-9);

    const data = oracle.table("data_stacked.csv");
    const wave = data.text("wave");
    const stratum = data.text("stratum");
    const sizes = data.numbers("fpc");
    const design = {
      stratum,
      unit: stratum.map((_, row) => String(row)),
      population: new Map(stratum.map((one, row) => [one, sizes[row] ?? Number.NaN])),
    };
    const change = domainDifference(
      data.numbers("y"),
      data.numbers("w"),
      (row) => wave[row] === "2",
      (row) => wave[row] === "1",
    );
    if (!change) throw new Error("both waves have answers");
    const { svyttest } = printed.stacked;
    const tested = testDifference({
      value: change.value,
      variance: variance(design, change),
      df: svyttest.df,
    });
    expectAgreement([tested.difference, tested.se], [printed.stacked.change, printed.stacked.se], 1e-9);
    expectAgreement([tested.statistic, tested.p], [svyttest.t, svyttest.p], 1e-9);
  });

  it("agrees on Welch's and the paired test", () => {
    const data = oracle.table("data_sleep.csv");
    const hours = data.numbers("extra");
    const groups = data.text("group");
    const [one, two] = ["1", "2"].map((group) => hours.filter((_, row) => groups[row] === group));
    if (!one || !two) throw new Error("two groups");
    const sample = (values: readonly number[]) => ({
      value: mean(values),
      variance: sampleVariance(values) / values.length,
      df: 9,
    });
    const { welch, paired } = expected.unweighted;
    const apart = independentDifference(sample(two), sample(one));
    expectAgreement(
      [apart.statistic, apart.df, apart.p, apart.low, apart.high],
      [welch.t, welch.df, welch.p, ...welch.ci],
      1e-9,
    );
    const same = testDifference(sample(two.map((value, row) => value - (one[row] ?? 0))));
    expectAgreement([same.statistic, same.p, same.low, same.high], [paired.t, paired.p, ...paired.ci], 1e-9);
  });

  it.each([
    { name: "strat_middle", file: "strat", column: "stype", level: "M" },
    { name: "strat_county18", file: "strat", column: "cnum", level: "18" },
    { name: "clus1_high", file: "clus1", column: "stype", level: "H" },
  ])(
    "agrees on a domain's change against the whole file's change: $name",
    ({ name, file, column, level }) => {
      const { data, design, weights, early, late } = load(file);
      const printed = expected.difference_in_change[name];
      if (!printed) throw new Error(`no change ${name}`);
      const members = data.text(column);
      const inside = (row: number) => members[row] === level;
      const parts = [withinDomain(late, inside), withinDomain(early, inside), late, early].map((answers) =>
        weightedMean(answers, weights),
      );
      const [lateIn, earlyIn, lateAll, earlyAll] = parts;
      if (!lateIn || !earlyIn || !lateAll || !earlyAll) throw new Error("all means exist");
      const contrast = combineEstimates([
        [1, lateIn],
        [-1, earlyIn],
        [-1, lateAll],
        [1, earlyAll],
      ]);
      expectAgreement(
        [contrast.value, Math.sqrt(variance(design, contrast))],
        [printed.diff, printed.se],
        1e-9,
      );
    },
  );
});
