import { expect, it } from "vitest";
import { describeOracle, expectAgreement, type OracleTable } from "#tests/oracle.ts";
import { basesOfDefinition, columnsOfDefinition } from "./columns-of-definition.ts";
import { compareWaves } from "./compare-waves.ts";
import { compareWithGroup } from "./compare-with-group.ts";
import { evaluate } from "./evaluate.ts";
import { evaluateNaively } from "./evaluate-naively.ts";
import { indexDefinition } from "./index-definition.ts";
import type { Moments } from "./moments.ts";
import { momentsOfRows } from "./moments-of-rows.ts";
import type { Reading } from "./reading.ts";
import type { Survey } from "./survey-row.ts";

/** Schools of California in place of owners: a score of any size, taken as it is. */
const schools = indexDefinition.parse({
  id: "schools",
  version: 1,
  items: {
    score: { scale: [0, 100], score: "of-max" },
    enrolled: { scale: [0, 100], score: "of-max" },
    reached: { scale: [0, 1] },
  },
  tree: { id: "all", items: { score: 1 } },
});

type Design = {
  readonly stratum?: string;
  readonly unit?: string;
  readonly weighted?: boolean;
  readonly score?: (row: number) => number;
  readonly enrolment?: boolean;
};

function surveyOf(table: OracleTable, { stratum, unit, weighted, score, enrolment = true }: Design): Survey {
  const strata = stratum === undefined ? Array.from({ length: table.length }, () => "") : table.text(stratum);
  const [weights, scores] = [table.numbers("pw"), table.numbers("api00")];
  const reached = table.text("sch.wide");
  const enrolled = enrolment ? table.optionalNumbers("enroll") : [];
  const units = unit === undefined ? undefined : table.text(unit);
  const rows = strata.map((key, row) => ({
    stratum: key,
    group: { type: key },
    answers: {
      score: score ? score(row) : scores[row],
      enrolled: enrolled[row],
      reached: reached[row] === "Yes" ? 1 : 0,
    },
    ...(units ? { unit: units[row] ?? "" } : {}),
    ...(weighted ? { weight: weights[row] ?? 0 } : {}),
  }));
  const members = Map.groupBy(rows.keys(), (row) => strata[row] ?? "");
  // R weighs by the file's column, which is N/n to nine digits; the population it stands for is the sum of it.
  return {
    strata: [...members].map(([key, of]) => ({
      key,
      respondents: of.length,
      population: of.reduce((sum, row) => sum + (weights[row] ?? 0), 0),
    })),
    rows,
  };
}

function momentsOf(survey: Survey): Moments {
  return momentsOfRows(columnsOfDefinition(schools), basesOfDefinition(schools), survey, ["type"]);
}

function expectReading(
  readings: readonly Reading[],
  node: string,
  mean: number,
  se: number,
  tolerance: number,
): void {
  const reading = readings.find((each) => each.node === node);
  expectAgreement([reading?.value, reading?.se], [mean, se], tolerance);
}

type Mean = { readonly mean: number; readonly se: number };
type Score = Mean & { readonly deff_wor: number; readonly deff_wr: number };
type Estimates = {
  readonly degf: number;
  readonly kish_neff: number;
  readonly api00: Score;
  readonly prop_schwide_yes: { readonly p: number; readonly se: number };
  readonly enroll_mean_na_rm: Mean;
};
type Expected = {
  readonly designs: Readonly<Record<string, Estimates>>;
  readonly lonely_psu: { readonly adjust: Mean };
};

describeOracle("01-design-based-means", ({ expected, table }) => {
  const { designs, lonely_psu } = expected<Expected>();

  it.each([
    ["srs_fpc", "finite", {}, "data_srs.csv"],
    ["srs_nofpc", "process", {}, "data_srs.csv"],
    ["strat_fpc", "finite", { stratum: "stype" }, "data.csv"],
    ["strat_nofpc", "process", { stratum: "stype" }, "data.csv"],
  ] as const)("cell sums agree with svymean under %s", (name, inference, design, file) => {
    const { api00, prop_schwide_yes, enroll_mean_na_rm, degf, kish_neff } = designs[name] as Estimates;
    const readings = evaluate(schools, momentsOf(surveyOf(table(file), design)), { by: [], inference });
    expectReading(readings, "score", api00.mean, api00.se, 1e-9);
    expectReading(readings, "reached", 100 * prop_schwide_yes.p, 100 * prop_schwide_yes.se, 1e-9);
    expectReading(readings, "enrolled", enroll_mean_na_rm.mean, enroll_mean_na_rm.se, 1e-9);
    expect(readings[0]?.df).toBe(degf);
    expectAgreement(readings[0]?.neff, kish_neff, 1e-9);
    expectAgreement(readings[0]?.deff, inference === "finite" ? api00.deff_wor : api00.deff_wr, 1e-9);
  });

  it("rows with weights and sampling units of their own agree with svymean over clusters", () => {
    const { api00, enroll_mean_na_rm, degf } = designs.clus1_nofpc as Estimates;
    const survey = surveyOf(table("data_clus1.csv"), { unit: "dnum", weighted: true });
    const readings = evaluateNaively(schools, survey, { by: [], inference: "process" });
    expectReading(readings, "score", api00.mean, api00.se, 1e-9);
    expectReading(readings, "enrolled", enroll_mean_na_rm.mean, enroll_mean_na_rm.se, 1e-9);
    expect(readings[0]?.df).toBe(degf);
    expectAgreement(readings[0]?.deff, api00.deff_wr, 1e-9);
  });

  it("a stratum with one respondent counts its deviation from the whole, as R's adjust", () => {
    const survey = surveyOf(table("data_lonely_psu.csv"), { stratum: "stype", weighted: true });
    const readings = evaluateNaively(schools, survey, { by: [], inference: "process" });
    expectReading(readings, "score", lonely_psu.adjust.mean, lonely_psu.adjust.se, 1e-9);
  });
});

type Waves = {
  readonly independent: {
    readonly change: number;
    readonly se: number;
    readonly df_satterthwaite: number;
    readonly p_t_satterthwaite: number;
    readonly z: number;
  };
  readonly difference_in_change: { readonly strat_middle: { readonly diff: number; readonly se: number } };
};

describeOracle("12-wave-differences", ({ expected, table }) => {
  const { independent, difference_in_change } = expected<Waves>();

  it("two independent waves differ as in R, with Satterthwaite's degrees of freedom", () => {
    const before = table("data_srs.csv");
    const scores = before.numbers("api99");
    const [change] = compareWaves(
      schools,
      momentsOf(surveyOf(before, { score: (row) => scores[row] ?? 0, enrolment: false })),
      momentsOf(surveyOf(table("data.csv"), { stratum: "stype", enrolment: false })),
      { by: [], inference: "finite" },
    );
    expectAgreement(
      [change?.difference, change?.se, change?.df, change?.p, change?.z],
      [
        independent.change,
        independent.se,
        independent.df_satterthwaite,
        independent.p_t_satterthwaite,
        independent.z,
      ],
      1e-9,
    );
  });

  it("a part against the whole it belongs to has R's standard error, covariance included", () => {
    const file = table("data.csv");
    const [now, then] = [file.numbers("api00"), file.numbers("api99")];
    const survey = surveyOf(file, {
      stratum: "stype",
      score: (row) => (now[row] ?? 0) - (then[row] ?? 0),
      enrolment: false,
    });
    const gaps = compareWithGroup(schools, momentsOf(survey), {
      by: ["type"],
      within: [],
      inference: "finite",
    });
    const middle = gaps.find(({ after }) => after.group.type === "M" && after.node === "score");
    const { diff, se } = difference_in_change.strat_middle;
    expectAgreement([middle?.difference, middle?.se], [diff, se], 1e-9);
  });
});
