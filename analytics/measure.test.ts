import fc from "fast-check";
import { expect, it } from "vitest";
import { momentsFor } from "#tests/arbitrary-survey.ts";
import { arrange } from "./arrange.ts";
import { compile, type Plan } from "./compile.ts";
import { condense } from "./condense.ts";
import { OWNER_SATISFACTION } from "./definitions/registry.ts";
import type { EvaluateOptions } from "./evaluate-options.ts";
import type { IndexDefinition, IndexNode } from "./index-definition.ts";
import { measure } from "./measure.ts";
import { type ReadingTable, readingsOf } from "./reading-table.ts";
import { seededRandom } from "./statistics/seeded-random.ts";
import type { Survey, SurveyRow } from "./survey-row.ts";

const PHASES = ["P", "R", "S", "O"];

/**
 * Few answers a cell; some cells have none of some items.
 * @param full nobody leaves anything out
 */
function survey(respondents: number, full = false): Survey {
  const random = seededRandom(11);
  const rows = Array.from({ length: respondents }, (_, n): SurveyRow => {
    const phase = PHASES[n % 4] ?? "P";
    const project = `${n % 5}`;
    const answers = Object.entries(OWNER_SATISFACTION.items).flatMap(([item, { scale }]) =>
      !full && random.below(10) < (n % 4) * 3
        ? []
        : [[item, scale[0] + random.below(scale[1] - scale[0] + 1)]],
    );
    return {
      stratum: `${project}|${phase}`,
      group: { project, phase },
      answers: Object.fromEntries(answers),
    };
  });
  const strata = [...Map.groupBy(rows, ({ stratum }) => stratum)].map(([key, own]) => ({
    key,
    population: 3 * own.length,
    respondents: own.length,
    ...(own[0]?.group as { project: string; phase: string }),
  }));
  return { strata, rows };
}

/** The tree under weights out of a list, zeros among them. */
function weighted(definition: IndexDefinition, weights: readonly number[]): IndexDefinition {
  let next = 0;
  const weight = () => weights[next++ % weights.length] ?? 0;
  const anew = (node: IndexNode): IndexNode => ({
    ...node,
    ...(node.weight !== undefined && { weight: weight() }),
    ...(node.combine && { combine: node.combine.map(anew) }),
    ...(node.items && {
      items: Object.fromEntries(Object.keys(node.items).map((item) => [item, weight()])),
    }),
  });
  return { ...definition, tree: anew(definition.tree) };
}

const moments = momentsFor(OWNER_SATISFACTION, survey(240));
const question = fc.record({
  intervals: fc.boolean(),
  missing: fc.constantFrom("renormalise", "undefined") as fc.Arbitrary<IndexDefinition["missing"]>,
  ownPhases: fc.boolean(),
  weights: fc.array(fc.constantFrom(0, 0, 1, 250, 4_000), { minLength: 7, maxLength: 13 }),
});

it.each([
  { answers: "few", own: moments, by: ["project", "phase"] },
  { answers: "few, several cells a group", own: moments, by: ["project"] },
  { answers: "complete", own: momentsFor(OWNER_SATISFACTION, survey(400, true)), by: ["project", "phase"] },
])(
  "makes of a table it is given what it makes of none, however weights were moved before: $answers",
  ({ own, by }) => {
    const condensed = condense(arrange(OWNER_SATISFACTION, own, { by }));
    const tables = new Map<boolean, ReadingTable>();
    let plan: Plan | undefined;
    fc.assert(
      fc.property(question, ({ intervals, missing, ownPhases, weights }) => {
        const draft: IndexDefinition = {
          ...weighted(OWNER_SATISFACTION, weights),
          missing,
          ...(ownPhases ? {} : { phaseWeights: undefined }),
        };
        const options: EvaluateOptions = { by, intervals };
        const anew = readingsOf(measure(compile(draft, own.columns, own.bases), condensed, options));
        plan = compile(structuredClone(draft), own.columns, own.bases, plan);
        const moved = measure(plan, condensed, options, tables.get(intervals));
        tables.set(intervals, moved);
        expect(readingsOf(moved)).toEqual(anew);
      }),
      { numRuns: 100, seed: 3 },
    );
  },
);

it("lays a definition of another shape out anew", () => {
  const plan = compile(OWNER_SATISFACTION, moments.columns, moments.bases);
  const [first, ...rest] = OWNER_SATISFACTION.tree.combine ?? [];
  const others: IndexDefinition[] = [
    { ...OWNER_SATISFACTION, tree: { ...OWNER_SATISFACTION.tree, combine: rest } },
    {
      ...OWNER_SATISFACTION,
      tree: { ...OWNER_SATISFACTION.tree, combine: [...rest, first as IndexNode] },
    },
    { ...OWNER_SATISFACTION, joint: {} },
  ];
  for (const other of others)
    expect(compile(other, moments.columns, moments.bases, plan)).toEqual(
      compile(other, moments.columns, moments.bases),
    );
});

it("works leaves out anew where they are other ones", () => {
  const options: EvaluateOptions = { by: ["phase"] };
  const condensed = condense(arrange(OWNER_SATISFACTION, moments, options));
  const plan = compile(OWNER_SATISFACTION, moments.columns, moments.bases);
  const strict = compile({ ...OWNER_SATISFACTION, minimumAnswers: 40 }, moments.columns, moments.bases);
  const whole = condense(arrange(OWNER_SATISFACTION, moments, { by: [] }));
  const fresh = () => measure(plan, condensed, options);
  expect(readingsOf(measure(strict, condensed, options, fresh()))).toEqual(
    readingsOf(measure(strict, condensed, options)),
  );
  expect(readingsOf(measure(plan, condensed, { ...options, confidence: 0.8 }, fresh()))).toEqual(
    readingsOf(measure(plan, condensed, { ...options, confidence: 0.8 })),
  );
  expect(readingsOf(measure(plan, whole, { by: [] }, fresh()))).toEqual(
    readingsOf(measure(plan, whole, { by: [] })),
  );
});
