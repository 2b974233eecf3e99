import fc from "fast-check";
import { expect, test } from "vitest";
import { arbitraryDefinition, arbitrarySurvey, momentsFor } from "#tests/arbitrary-survey.ts";
import { compareDefinitions } from "./compare-definitions.ts";
import { EmptyStratumError } from "./empty-stratum-error.ts";
import { type IndexDefinition, indexDefinition } from "./index-definition.ts";
import type { Row } from "./leaf-estimate.ts";
import { nodesToEstimate } from "./row-estimate.ts";
import { influenceVariance } from "./statistics/design-based-variance.ts";
import { designOf } from "./stratum-design.ts";
import type { Survey } from "./survey-row.ts";

/** The same definition with other weights, rules of weighting and all. */
function reweighted(definition: IndexDefinition): IndexDefinition {
  const turn = (node: IndexDefinition["tree"]): IndexDefinition["tree"] => ({
    ...node,
    ...(node.combine && {
      combine: node.combine.map((child, at) => ({ ...turn(child), weight: 1000 * (at + 1) })),
    }),
    ...(node.items && {
      items: Object.fromEntries(Object.keys(node.items).map((item, at) => [item, 700 * (at + 1)])),
    }),
  });
  return { ...definition, tree: turn(definition.tree), phaseWeights: undefined };
}

test("has the error of the difference of influences, whatever the weights were and are", () => {
  const cases = arbitraryDefinition.chain((definition) =>
    fc.record({ definition: fc.constant(definition), survey: arbitrarySurvey(definition) }),
  );
  let compared = 0;
  fc.assert(
    fc.property(cases, ({ definition, survey }) => {
      const other = reweighted(definition);
      try {
        const [shift] = compareDefinitions(definition, other, momentsFor(definition, survey), {
          by: [],
          inference: "process",
        });
        if (shift?.difference === undefined) return;
        const direct = shiftFromRows(definition, other, survey);
        expect(shift.difference).toBeCloseTo(direct.difference, 8);
        expect(shift.se).toBeCloseTo(direct.se, 5);
        compared++;
      } catch (error) {
        if (!(error instanceof EmptyStratumError)) throw error;
      }
    }),
    { numRuns: 300, seed: 20_260_130 },
  );
  expect(compared).toBeGreaterThan(100);
});

function shiftFromRows(before: IndexDefinition, after: IndexDefinition, survey: Survey) {
  const estimates = [before, after].map((definition) => {
    const design = designOf(definition, survey.strata);
    const rows = survey.rows.map((row): Row => {
      const place = design.placeOf.get(row.stratum) ?? 0;
      return { ...row, place, w: design.strata[place]?.weight ?? 1 };
    });
    const phases = new Set(rows.map((row) => row.group.phase));
    const phase = phases.size === 1 ? [...phases][0] : undefined;
    const root = nodesToEstimate(definition).at(-1 - nodesBelow(definition));
    const records = survey.records ?? [];
    return { rows, estimate: root?.estimate({ rows, records }, phase) };
  });
  const [old, now] = estimates;
  const zOf = (at: number) => {
    const influence = (side: typeof old) => side?.estimate?.influence.get(side.rows[at] as Row) ?? 0;
    return influence(now) - influence(old);
  };
  const rows = now?.rows ?? [];
  const variance = influenceVariance(
    { stratum: rows.map((row) => `${row.place}`), unit: rows.map((_, at) => `${at}`) },
    rows.map((_, at) => zOf(at)),
  );
  return {
    difference: (now?.estimate?.value ?? Number.NaN) - (old?.estimate?.value ?? Number.NaN),
    se: Math.sqrt(variance ?? 0),
  };
}

/** Tree nodes below the root, which stand behind it in the order of nodes. */
function nodesBelow({ tree }: IndexDefinition): number {
  const count = (node: IndexDefinition["tree"]): number =>
    (node.combine ?? []).reduce((sum, child) => sum + 1 + count(child), 0);
  return count(tree);
}

const survey: Survey = {
  strata: [{ key: "A|S", population: 100, respondents: 4, project: "A", phase: "S" }],
  rows: [
    [5, 1],
    [4, 2],
    [3, 3],
    [5, 5],
  ].map(([Y1, Y2]) => ({
    stratum: "A|S",
    group: { project: "A", phase: "S", mode: "web" },
    answers: { Y1, Y2 },
  })),
};
const half = indexDefinition.parse({
  id: "weights",
  version: 1,
  items: { Y1: { scale: [1, 5] }, Y2: { scale: [1, 5] } },
  tree: { id: "total", items: { Y1: 5000, Y2: 5000 } },
});

test("a link rests on how differently people marked the two items, by hand", () => {
  const first = { ...half, tree: { id: "total", items: { Y1: 10_000, Y2: 0 } } };
  const [link] = compareDefinitions(half, first, momentsFor(half, survey), { by: [], inference: "process" });
  // scores of Y1 100 75 50 100, of Y2 0 25 50 100: half the difference is 50 25 0 0, whose mean is 18.75
  expect(link?.difference).toBeCloseTo(18.75, 10);
  // s² of 50 25 0 0 is 1718.75/3
  expect(link?.se).toBeCloseTo(Math.sqrt(1718.75 / 3 / 4), 10);
});

test("nothing changed, nothing moves", () => {
  const [link] = compareDefinitions(half, half, momentsFor(half, survey), { by: ["project"] });
  expect(link).toMatchObject({ difference: 0, se: 0 });
});
