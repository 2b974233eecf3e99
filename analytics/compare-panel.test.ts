import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { arbitraryDefinition, arbitrarySurvey, momentsFor } from "#tests/arbitrary-survey.ts";
import { describeOracle, expectAgreement, type Oracle } from "#tests/oracle.ts";
import { comparePanel, type PanelOverlap } from "./compare-panel.ts";
import { comparePanelNaively } from "./compare-panel-naively.ts";
import { compareWaves } from "./compare-waves.ts";
import { EmptyStratumError } from "./empty-stratum-error.ts";
import { type IndexDefinition, indexDefinition } from "./index-definition.ts";
import { columnName, type Moments } from "./moments.ts";
import { columnValue } from "./moments-of-rows.ts";
import type { Survey, SurveyRow } from "./survey-row.ts";

/** The households two surveys share, as `comparePanel` wants them. */
function overlapOf(before: Survey, after: Survey, then: Moments, now: Moments): PanelOverlap {
  const earlier = new Map(before.rows.map((row) => [row.unit, row]));
  const both = after.rows.flatMap((row): [SurveyRow, SurveyRow][] => {
    const past = earlier.get(row.unit);
    return past ? [[past, row]] : [];
  });
  const cellOf = (moments: Moments, row: SurveyRow) =>
    moments.cells.findIndex(
      ({ stratum, group }) =>
        stratum === row.stratum && Object.entries(group).every(([cut, value]) => row.group[cut] === value),
    );
  const values = (moments: Moments, rows: readonly SurveyRow[]) =>
    moments.columns.map((column) =>
      Float64Array.from(rows, (row) => columnValue(column, row.answers) ?? Number.NaN),
    );
  const [pasts, presents] = [both.map(([row]) => row), both.map(([, row]) => row)];
  return {
    households: both.length,
    beforeCell: pasts.map((row) => cellOf(then, row)),
    afterCell: presents.map((row) => cellOf(now, row)),
    before: values(then, pasts),
    after: values(now, presents),
  };
}

/** Names the respondents, so that those of one number are one household. */
function named(survey: Survey, skip: number): Survey {
  return { ...survey, rows: survey.rows.map((row, at) => ({ ...row, unit: `${at + skip}` })) };
}

function compared(definition: IndexDefinition, before: Survey, after: Survey, by: readonly string[]) {
  const [then, now] = [momentsFor(definition, before), momentsFor(definition, after)];
  return comparePanel(definition, then, now, overlapOf(before, after, then, now), { by });
}

describe("comparePanel", () => {
  test("gives from sums and the overlap what plain arithmetic gives from rows", () => {
    const cases = arbitraryDefinition.chain((definition) =>
      fc.record({
        definition: fc.constant(definition),
        before: arbitrarySurvey(definition),
        after: arbitrarySurvey(definition),
        skip: fc.integer({ min: 0, max: 30 }),
        by: fc.constantFrom([], ["project"], ["phase"], ["mode"]),
        inference: fc.constantFrom("finite" as const, "process" as const),
      }),
    );
    let tested = 0;
    fc.assert(
      fc.property(cases, ({ definition, before, after, skip, by, inference }) => {
        const [first, second] = [named(before, 0), named(after, skip)];
        const [then, now] = [momentsFor(definition, first), momentsFor(definition, second)];
        try {
          const fast = comparePanel(definition, then, now, overlapOf(first, second, then, now), {
            by,
            inference,
          });
          const naive = comparePanelNaively(definition, first, second, { by, inference });
          expect(fast.length).toBe(naive.length);
          for (const [at, change] of fast.entries()) {
            const other = naive[at];
            expect([change.after.node, change.difference === undefined]).toEqual([
              other?.after.node,
              other?.difference === undefined,
            ]);
            if (change.difference === undefined || change.se === undefined) continue;
            expect(change.difference).toBeCloseTo(other?.difference ?? Number.NaN, 8);
            expect(change.se).toBeCloseTo(other?.se ?? Number.NaN, 5);
            // what arithmetic leaves of an error that is 0 has degrees of its own
            if (change.se > 1e-9) expect(change.df ?? 0).toBeCloseTo(other?.df ?? 0, 6);
            tested++;
          }
        } catch (error) {
          if (!(error instanceof EmptyStratumError)) throw error;
        }
      }),
      { numRuns: 400, seed: 20_260_120 },
    );
    expect(tested).toBeGreaterThan(1000);
  });

  const definition = indexDefinition.parse({
    id: "panel",
    version: 1,
    items: { Y1: { scale: [1, 5] } },
    tree: { id: "total", items: { Y1: 1 } },
  });
  const wave = (answers: readonly number[], skip = 0): Survey => ({
    strata: [{ key: "A|S", population: 100, respondents: answers.length, project: "A", phase: "S" }],
    rows: answers.map((Y1, at) => ({
      stratum: "A|S",
      group: { project: "A", phase: "S", mode: "web" },
      answers: { Y1 },
      unit: `${at + skip}`,
    })),
  });

  test("finds a small change of the same people that independent samples would hide", () => {
    const [before, after] = [wave([1, 2, 3, 4, 5, 1, 2, 3, 4, 4]), wave([2, 3, 4, 5, 5, 2, 3, 4, 5, 5])];
    const [change] = compared(definition, before, after, []);
    const [apart] = compareWaves(definition, momentsFor(definition, before), momentsFor(definition, after), {
      by: [],
    });
    expect(change?.difference).toBeCloseTo(22.5, 10);
    // within-person changes are 25 nine times and 0 once: s²/n = 62.5/10
    expect(change?.se).toBeCloseTo(Math.sqrt(62.5 / 10), 10);
    expect(change?.df).toBe(9);
    expect(change?.verdict).toBe("better");
    expect(apart?.verdict).toBe("not-distinguishable");
  });

  test("is the comparison of independent samples when nobody answered twice", () => {
    const [before, after] = [wave([1, 2, 3, 4, 5]), wave([2, 3, 4, 5, 5], 100)];
    const [change] = compared(definition, before, after, []);
    const [apart] = compareWaves(definition, momentsFor(definition, before), momentsFor(definition, after), {
      by: [],
    });
    expect(change).toEqual(apart);
  });
});

type Panel = { change: number; se: number; df: number; p_t: number; ci95_t: [number, number] };

/** A school panel as two surveys; scores in points of 0–1000, so everything is a tenth of what was printed. */
function surveysOf(oracle: Oracle, file: string, stratumColumn: string | undefined, unit: string) {
  const data = oracle.table(file);
  const units = data.text(unit);
  const stratum = stratumColumn ? data.text(stratumColumn) : units.map(() => "all");
  const [sizes, weights] = [data.numbers("fpc"), data.numbers("pw")];
  const strata = [...new Set(stratum)].map((key) => {
    const rows = [...stratum.keys()].filter((row) => stratum[row] === key);
    const clusters = new Set(rows.map((row) => units[row])).size;
    // R's correction counts sampling units, ours rows: the same share of them. Without clusters the population is what
    // the file's weights, N/n to nine digits, add up to.
    const population =
      clusters < rows.length
        ? (rows.length * (sizes[rows[0] ?? 0] ?? 0)) / clusters
        : rows.reduce((sum, row) => sum + (weights[row] ?? 0), 0);
    return { key, respondents: rows.length, population };
  });
  return ["api99", "api00"].map((score): Survey => {
    const scores = data.numbers(score);
    return {
      strata,
      rows: scores.map((Y, row) => ({
        stratum: stratum[row] ?? "",
        group: { project: "", phase: "", mode: "" },
        answers: { Y },
        unit: units[row] ?? "",
        weight: weights[row] ?? Number.NaN,
      })),
    };
  }) as [Survey, Survey];
}

describeOracle("12-wave-differences", (oracle) => {
  const { panel } = oracle.expected<{ panel: Record<string, Panel> }>();
  const schools = indexDefinition.parse({
    id: "schools",
    version: 1,
    items: { Y: { scale: [0, 1000], score: "of-max" } },
    tree: { id: "total", items: { Y: 1 } },
  });
  const load = {
    strat: () => surveysOf(oracle, "data.csv", "stype", "cds"),
    srs: () => surveysOf(oracle, "data_srs.csv", undefined, "cds"),
    clus1: () => surveysOf(oracle, "data_clus1.csv", undefined, "dnum"),
  };

  it.each(["strat", "srs", "clus1"] as const)("agrees on the panel %s row by row", (name) => {
    const [before, after] = load[name]();
    const [change] = comparePanelNaively(schools, before, after, { by: [], inference: "finite" });
    const printed = panel[name];
    expectAgreement(
      [change?.difference, change?.se, change?.df, change?.p],
      [(printed?.change ?? 0) / 10, (printed?.se ?? 0) / 10, printed?.df ?? 0, printed?.p_t ?? 0],
      1e-9,
    );
    expectAgreement(
      [change?.low, change?.high],
      (printed?.ci95_t ?? []).map((end) => end / 10),
      1e-9,
    );
  });

  it.each(["strat", "srs"] as const)("agrees on the panel %s from sums and the overlap", (name) => {
    const [before, after] = load[name]();
    const [then, now] = [momentsFor(schools, before), momentsFor(schools, after)];
    expect(then.columns.map(columnName)).toEqual(["Y"]);
    const overlap = overlapOf(before, after, then, now);
    const [change] = comparePanel(schools, then, now, overlap, { by: [], inference: "finite" });
    const printed = panel[name];
    expectAgreement(
      [change?.difference, change?.se, change?.df, change?.p],
      [(printed?.change ?? 0) / 10, (printed?.se ?? 0) / 10, printed?.df ?? 0, printed?.p_t ?? 0],
      1e-9,
    );
  });
});
