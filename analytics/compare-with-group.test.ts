import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryDefinition, arbitrarySurvey, momentsFor } from "#tests/arbitrary-survey.ts";
import { compareWithGroup } from "./compare-with-group.ts";
import { EmptyStratumError } from "./empty-stratum-error.ts";
import { type IndexDefinition, indexDefinition } from "./index-definition.ts";
import type { Row } from "./leaf-estimate.ts";
import { nodesToEstimate } from "./row-estimate.ts";
import { influenceVariance } from "./statistics/design-based-variance.ts";
import { designOf } from "./stratum-design.ts";
import type { Survey, SurveyRecord } from "./survey-row.ts";

/** Gap and its standard error from the influence of every row and record, owner-weighted, as a process. */
function gapFromRows(definition: IndexDefinition, survey: Survey, project: string, node: string) {
  const design = designOf(definition, survey.strata);
  const rows = survey.rows.map((row): Row => {
    const place = design.placeOf.get(row.stratum) ?? 0;
    return { ...row, place, w: design.strata[place]?.weight ?? 1 };
  });
  const phases = new Set(rows.map((row) => row.group.phase));
  const phase = phases.size === 1 ? [...phases][0] : undefined;
  const estimate = nodesToEstimate(definition).find(({ id }) => id === node)?.estimate;
  const records = survey.records ?? [];
  const unit = estimate?.(
    {
      rows: rows.filter((row) => row.group.project === project),
      records: records.filter((record) => record.group.project === project),
    },
    phase,
  );
  const group = estimate?.({ rows, records }, phase);
  const variance = influenceVariance(
    { stratum: rows.map((row) => `${row.place}`), unit: rows.map((_, at) => `${at}`) },
    rows.map((row) => (unit?.influence.get(row) ?? 0) - (group?.influence.get(row) ?? 0)),
  );
  const gapOf = (record: SurveyRecord) =>
    (unit?.influence.get(record) ?? 0) - (group?.influence.get(record) ?? 0);
  const ofRecords = [...Map.groupBy(records, ({ source }) => source).values()].reduce(
    (sum, own) =>
      sum +
      own.reduce((squares, record) => squares + gapOf(record) ** 2, 0) *
        (own.length > 1 ? own.length / (own.length - 1) : 1),
    0,
  );
  return {
    difference: (unit?.value ?? Number.NaN) - (group?.value ?? Number.NaN),
    se: Math.sqrt((variance ?? 0) + ofRecords),
  };
}

describe("compareWithGroup", () => {
  test("has the standard error of the difference of influences", () => {
    const cases = arbitraryDefinition.chain((definition) =>
      fc.record({ definition: fc.constant(definition), survey: arbitrarySurvey(definition) }),
    );
    let compared = 0;
    fc.assert(
      fc.property(cases, ({ definition, survey }) => {
        try {
          for (const { after, difference, se } of compareWithGroup(
            definition,
            momentsFor(definition, survey),
            {
              by: ["project"],
              within: [],
            },
          )) {
            if (difference === undefined) continue;
            const direct = gapFromRows(definition, survey, after.group.project ?? "", after.node);
            expect(difference).toBeCloseTo(direct.difference, 9);
            expect(se).toBeCloseTo(direct.se, 6);
            compared++;
          }
        } catch (error) {
          if (!(error instanceof EmptyStratumError)) throw error;
        }
      }),
      { numRuns: 300, seed: 20_260_104 },
    );
    expect(compared).toBeGreaterThan(1000);
  });

  const definition = indexDefinition.parse({
    id: "gap",
    version: 1,
    items: { Y1: { scale: [1, 5] } },
    tree: { id: "total", items: { Y1: 1 } },
  });
  const rows = (project: string, phase: string, answers: readonly number[]) =>
    answers.map((Y1) => ({
      stratum: `${project}|${phase}`,
      group: { project, phase, mode: "web" },
      answers: { Y1 },
    }));
  const survey: Survey = {
    strata: [
      { key: "A|S", population: 40, respondents: 4, project: "A", phase: "S" },
      { key: "B|S", population: 60, respondents: 4, project: "B", phase: "S" },
    ],
    rows: [...rows("A", "S", [5, 5, 4, 4]), ...rows("B", "S", [1, 2, 1, 2])],
  };

  test("takes the covariance off: a unit that is the group has no gap and no error", () => {
    const only = { strata: survey.strata.slice(0, 1), rows: survey.rows.slice(0, 4) };
    const [gap] = compareWithGroup(definition, momentsFor(definition, only), { by: ["project"], within: [] });
    expect(gap).toMatchObject({ difference: 0, se: 0, p: undefined, verdict: "not-distinguishable" });
  });

  test("names the better and the worse", () => {
    const gaps = compareWithGroup(definition, momentsFor(definition, survey), {
      by: ["project"],
      within: [],
    });
    expect(gaps.filter(({ after }) => after.node === "total").map(({ verdict }) => verdict)).toEqual([
      "better",
      "worse",
    ]);
    // A is 87.5, B 12.5, the whole 42.5: A against the whole is 0.6 of A against B
    expect(gaps[0]?.difference).toBeCloseTo(45, 10);
    expect(gaps[0]?.se).toBeCloseTo(0.6 * Math.hypot(gaps[0]?.after.se ?? 0, gaps[1]?.after.se ?? 0), 10);
  });

  test("says of some nodes what it says of them among all", () => {
    const cases = arbitraryDefinition.chain((definition) =>
      fc.record({ definition: fc.constant(definition), survey: arbitrarySurvey(definition) }),
    );
    const told = ({
      after: { group, node },
      difference,
      se,
    }: ReturnType<typeof compareWithGroup>[number]) => ({
      ...{ group, node, difference, se },
    });
    fc.assert(
      fc.property(cases, ({ definition, survey }) => {
        const only = new Set([definition.tree.id, ...Object.keys(definition.items).slice(0, 1)]);
        const options = { by: ["project"], within: [] };
        try {
          const all = compareWithGroup(definition, momentsFor(definition, survey), options);
          const some = compareWithGroup(definition, momentsFor(definition, survey), { ...options, only });
          expect(some.map(told)).toEqual(all.filter(({ after }) => only.has(after.node)).map(told));
        } catch (failure) {
          if (!(failure instanceof EmptyStratumError)) throw failure;
        }
      }),
      { numRuns: 60 },
    );
  });

  test("refuses groups the units do not lie in", () => {
    expect(() =>
      compareWithGroup(definition, momentsFor(definition, survey), { by: ["project"], within: ["region"] }),
    ).toThrow(/do not lie within groups by region/);
  });
});
