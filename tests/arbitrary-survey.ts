import fc from "fast-check";
import { basesOfDefinition, columnsOfDefinition } from "#analytics/columns-of-definition.ts";
import type { EvaluateOptions } from "#analytics/evaluate-options.ts";
import { type IndexDefinition, type IndexNode, indexDefinition } from "#analytics/index-definition.ts";
import type { Moments } from "#analytics/moments.ts";
import { momentsOfRows } from "#analytics/moments-of-rows.ts";
import type { Survey, SurveyRecord, SurveyRow } from "#analytics/survey-row.ts";

const ITEMS = ["Y1", "Y2", "Y3", "Y4", "Y5", "Y6"];
const PROJECTS = ["A", "B", "C"];
const PHASES = ["P", "R", "S", "O"];
const CUTS = ["project", "phase", "mode"];
const SOURCES = ["repairs", "complaints"];

/** How an item may be scored; every third is a recommendation on 0–10. */
const itemRule = fc.oneof(
  fc.record({ scale: fc.constant([1, 5]), score: fc.constantFrom("min-max", "of-max") }),
  fc.record({
    scale: fc.constant([1, 5]),
    score: fc.constant("top-box"),
    boxes: fc.integer({ min: 1, max: 3 }),
  }),
  fc.record({
    scale: fc.constant([0, 10]),
    score: fc.constant("net"),
    promoters: fc.constant(9),
    detractors: fc.constant(6),
  }),
);

const weight = fc.constantFrom(0, 1000, 2500, 3333, 10_000);

/** Up to two operational measures, of one source or of two, wanting more or less; ratios run past both anchors. */
const measures = fc.array(
  fc.record({
    source: fc.constantFrom(...SOURCES),
    per: fc.constantFrom(1, 100),
    anchors: fc.constantFrom([0.2, 0.9], [0.8, 0.1], [0, 2]),
    weight,
  }),
  { maxLength: 2 },
);

/** Hangs measures below the root or the first node under it. */
function withMeasures(tree: IndexNode, weights: Record<string, number>, deep: boolean): IndexNode {
  const [first, ...others] = tree.combine ?? [];
  return deep && first !== undefined
    ? { ...tree, combine: [{ ...first, measures: weights }, ...others] }
    : { ...tree, measures: weights };
}

/** A tree over the items given: some of them directly below, the rest shared among inner nodes; ids by position. */
function treeOf(items: readonly string[], depth: number, id: string): fc.Arbitrary<IndexNode> {
  return fc
    .record({ own: fc.subarray([...items]), weights: fc.array(weight, { minLength: 6, maxLength: 6 }) })
    .chain(({ own, weights }): fc.Arbitrary<IndexNode> => {
      const rest = items.filter((item) => !own.includes(item));
      const direct = Object.fromEntries(
        (own.length > 0 ? own : items).map((item, i) => [item, weights[i] ?? 0]),
      );
      if (depth === 0 || rest.length === 0 || own.length === 0) return fc.constant({ id, items: direct });
      const half = Math.ceil(rest.length / 2);
      const parts = [rest.slice(0, half), rest.slice(half)].filter((part) => part.length > 0);
      return fc
        .tuple(...parts.map((part, i) => treeOf(part, depth - 1, `${id}${i}`)))
        .chain((children) =>
          fc.tuple(fc.constant(children), fc.boolean(), fc.array(weight, { minLength: 2, maxLength: 2 })),
        )
        .map(([children, withItems, shares]) => ({
          id,
          combine: children.map((child, i) => ({ ...child, weight: shares[i] ?? 1 })),
          ...(withItems ? { items: direct } : {}),
        }));
    });
}

/** Any definition over up to six items, valid by its schema. */
export const arbitraryDefinition: fc.Arbitrary<IndexDefinition> = fc
  .record({
    items: fc.subarray(ITEMS, { minLength: 1 }),
    rules: fc.array(itemRule, { minLength: 6, maxLength: 6 }),
    missing: fc.constantFrom("renormalise", "undefined"),
    emptyStratum: fc.constantFrom("drop", "collapse"),
    standard: fc.dictionary(fc.constantFrom(...PHASES), fc.integer({ min: 1, max: 5000 }), { minKeys: 1 }),
    phases: fc.subarray(PHASES),
    phaseWeights: fc.array(weight, { minLength: 6, maxLength: 6 }),
    cut: fc.integer({ min: 2, max: 5 }),
    collapseBelow: fc.constantFrom(0, 0, 3),
    trim: fc.constantFrom(null, null, 1.5),
    measures,
    deep: fc.boolean(),
    segments: fc.boolean(),
  })
  .chain((parts) => fc.tuple(fc.constant(parts), treeOf(parts.items, 2, "T")))
  .map(([parts, plain]) => {
    const measured = parts.measures.map((each, i) => [`M${i}`, each] as const);
    const tree =
      measured.length === 0
        ? plain
        : withMeasures(
            plain,
            Object.fromEntries(measured.map(([id, each]) => [id, each.weight])),
            parts.deep,
          );
    const children = [
      ...(tree.combine ?? []).map((child) => child.id),
      ...Object.keys(tree.items ?? {}),
      ...Object.keys(tree.measures ?? {}),
    ];
    const weights = Object.fromEntries(children.map((id, i) => [id, parts.phaseWeights[i % 6] ?? 0]));
    return indexDefinition.parse({
      id: "any",
      version: 1,
      items: Object.fromEntries(parts.items.map((item, i) => [item, parts.rules[i]])),
      tree,
      phaseWeights: Object.fromEntries(parts.phases.map((phase) => [phase, weights])),
      missing: parts.missing,
      standard: parts.standard,
      emptyStratum: parts.emptyStratum,
      weights: { collapseBelow: parts.collapseBelow, trim: parts.trim },
      joint: { loyal: { all: Object.fromEntries(parts.items.slice(0, 3).map((item) => [item, parts.cut])) } },
      ...(parts.segments && {
        segments: {
          kinds: {
            cuts: Object.fromEntries(
              parts.items.slice(0, 2).map((item) => [item, { secure: 5, favourable: 4, atRisk: 2 }]),
            ),
          },
        },
      }),
      ...(measured.length > 0 && {
        measures: Object.fromEntries(
          measured.map(([id, { source, per, anchors }]) => [
            id,
            { source, per, worst: per * (anchors[0] ?? 0), best: per * (anchors[1] ?? 1) },
          ]),
        ),
      }),
    });
  });

function answersTo(definition: IndexDefinition): fc.Arbitrary<SurveyRow["answers"]> {
  const answer = fc.record(
    Object.fromEntries(
      Object.entries(definition.items).map(([item, { scale }]) => [
        item,
        fc.option(fc.integer({ min: scale[0], max: scale[1] }), { nil: undefined, freq: 4 }),
      ]),
    ),
  );
  const same = fc
    .constantFrom(1, 3, 5)
    .map((value) => Object.fromEntries(Object.keys(definition.items).map((item) => [item, value])));
  return fc.oneof(
    { weight: 5, arbitrary: answer },
    { weight: 2, arbitrary: same },
    { weight: 1, arbitrary: fc.constant({}) },
  );
}

/** A record of a project, or of a phase of one; some stand above the line only. */
const arbitraryRecord: fc.Arbitrary<SurveyRecord> = fc.record({
  source: fc.constantFrom(...SOURCES),
  group: fc.oneof(
    fc.record({ project: fc.constantFrom(...PROJECTS) }),
    fc.record({ project: fc.constantFrom(...PROJECTS), phase: fc.constantFrom(...PHASES) }),
  ),
  above: fc.constantFrom(0, 0, 1, 2),
  below: fc.constantFrom(1, 1, 1, 0),
});

/** Any survey for a definition: projects × phases, some without respondents, some without owners known. */
export function arbitrarySurvey(definition: IndexDefinition): fc.Arbitrary<Survey> {
  const place = fc.record({
    project: fc.constantFrom(...PROJECTS),
    phase: fc.constantFrom(...PHASES),
    mode: fc.constantFrom("web", "phone"),
  });
  return fc
    .record({
      rows: fc.array(fc.record({ group: place, answers: answersTo(definition) }), {
        minLength: 1,
        maxLength: 40,
      }),
      extra: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 12, maxLength: 12 }),
      known: fc.boolean(),
      records: fc.array(arbitraryRecord, { maxLength: 20 }),
    })
    .map(({ rows, extra, known, records }) => {
      const all = rows.map((row) => ({ ...row, stratum: `${row.group.project}|${row.group.phase}` }));
      const strata = PROJECTS.flatMap((project) => PHASES.map((phase) => ({ project, phase }))).map(
        (stratum, i) => {
          const key = `${stratum.project}|${stratum.phase}`;
          const respondents = all.filter((row) => row.stratum === key).length;
          const region = stratum.project === "C" ? "south" : "east";
          return {
            ...stratum,
            key,
            region,
            respondents,
            population: known ? respondents + (extra[i] ?? 0) : undefined,
          };
        },
      );
      return { strata, rows: all, records };
    });
}

export const arbitraryOptions: fc.Arbitrary<EvaluateOptions> = fc.record({
  by: fc.constantFrom([], ["project"], ["phase"], ["mode"], ["project", "phase"]),
  estimand: fc.constantFrom("owner-weighted", "phase-standardised", "unweighted"),
  inference: fc.constantFrom("finite", "process"),
  confidence: fc.constantFrom(0.9, 0.95),
  phases: fc.constantFrom(undefined, "present" as const, ["R", "S"]),
  shareIntervals: fc.constantFrom("score", "t"),
});

/** A definition with a survey it applies to. */
export const arbitraryCase = arbitraryDefinition.chain((definition) =>
  fc.record({
    definition: fc.constant(definition),
    survey: arbitrarySurvey(definition),
    options: arbitraryOptions,
  }),
);

/** Cell sums of a survey, by every cut the surveys above have. */
export function momentsFor(definition: IndexDefinition, survey: Survey): Moments {
  return momentsOfRows(columnsOfDefinition(definition), basesOfDefinition(definition), survey, CUTS);
}
