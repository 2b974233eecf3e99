import fc from "fast-check";
import { expect, test } from "vitest";
import { arbitraryDefinition, arbitrarySurvey, momentsFor } from "#tests/arbitrary-survey.ts";
import { EmptyStratumError } from "./empty-stratum-error.ts";
import { evaluate } from "./evaluate.ts";
import { indexOfLeaves } from "./index-of-leaves.ts";

test("is what evaluate gives where every leaf is known", () => {
  const cases = arbitraryDefinition.chain((definition) =>
    fc.record({ definition: fc.constant(definition), survey: arbitrarySurvey(definition) }),
  );
  let compared = 0;
  fc.assert(
    fc.property(cases, ({ definition, survey }) => {
      const lenient = { ...definition, missing: "renormalise" as const };
      try {
        for (const by of [["project"], ["phase"]]) {
          const readings = evaluate(lenient, momentsFor(lenient, survey), { by });
          const single = new Set(survey.rows.map((row) => row.group.phase)).size === 1;
          for (const own of Map.groupBy(readings, ({ group }) => JSON.stringify(group)).values()) {
            const of = new Map(own.map(({ node, value }) => [node, value]));
            const phase = single ? survey.rows[0]?.group.phase : own[0]?.group.phase;
            const index = indexOfLeaves(lenient, (leaf) => of.get(leaf), phase);
            const root = of.get(lenient.tree.id);
            if (root === undefined) expect(index).toBeUndefined();
            else expect(index).toBeCloseTo(root, 9);
            compared++;
          }
        }
      } catch (error) {
        if (!(error instanceof EmptyStratumError)) throw error;
      }
    }),
    { numRuns: 200, seed: 20_260_131 },
  );
  expect(compared).toBeGreaterThan(500);
});
