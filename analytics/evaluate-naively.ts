import type { EvaluateOptions } from "./evaluate-options.ts";
import type { IndexDefinition } from "./index-definition.ts";
import type { Reading } from "./reading.ts";
import { type Estimate, type Node, nodesToEstimate, type Row, weightedSum } from "./row-estimate.ts";
import { influenceVariance } from "./statistics/design-based-variance.ts";
import { studentTInterval } from "./statistics/student-t-interval.ts";
import { type Design, designOf } from "./stratum-design.ts";
import type { Survey } from "./survey-row.ts";

type Question = {
  readonly definition: IndexDefinition;
  readonly options: EvaluateOptions;
  readonly rows: readonly Row[];
};

/** A phase of a group, or all of it. */
type Part = {
  /** Of the part in the group's value, and in the whole phase mix. */
  readonly share: number;
  readonly covered: number;
  readonly estimate: Estimate;
  readonly rows: readonly Row[];
};

/** The phase-standardised estimate Σ π·value of the phase, with π over the phases anybody anywhere answered the node in. */
function phaseParts(question: Question, node: Node, rows: readonly Row[]): readonly Part[] {
  const { definition, options } = question;
  const asked = (phase: string) => !Array.isArray(options.phases) || options.phases.includes(phase);
  const of = (phase: string, from: readonly Row[]) => from.filter((row) => row.group.phase === phase);
  const mix = Object.entries(definition.standard ?? {}).filter(
    ([phase, share]) =>
      share > 0 && asked(phase) && node.estimate(of(phase, question.rows), phase).value !== undefined,
  );
  const known = mix
    .map(([phase, share]) => ({
      share,
      rows: of(phase, rows),
      estimate: node.estimate(of(phase, rows), phase),
    }))
    .filter((part) => part.estimate.value !== undefined);
  const present = known.reduce((sum, { share }) => sum + share, 0);
  const whole = mix.reduce((sum, [, share]) => sum + share, 0);
  const complete = present === whole || options.phases === "present";
  return known.map((part) => ({
    ...part,
    share: complete ? part.share / present : 0,
    covered: part.share / whole,
  }));
}

/** Variance of an estimate from the influence of every row of the strata the group touches, and its degrees of freedom. */
function varianceOf(
  question: Question,
  design: Design,
  rows: readonly Row[],
  influence: ReadonlyMap<Row, number>,
): { variance: number; degrees: number } {
  const touched = new Set(rows.map((row) => row.place));
  const drawn = question.rows.filter((row) => touched.has(row.place));
  const units = new Map([...touched].map((place) => [place, new Set<string>()]));
  const unit = drawn.map((row, at) => {
    const name = row.unit ?? `respondent ${at}`;
    units.get(row.place)?.add(name);
    return name;
  });
  const population = [...units].flatMap(([place, members]): [string, number][] => {
    const fraction = design.strata[place]?.fraction ?? 0;
    return question.options.inference === "process" || fraction === 0
      ? []
      : [[`${place}`, members.size / fraction]];
  });
  const variance = influenceVariance(
    { stratum: drawn.map((row) => `${row.place}`), unit, population: new Map(population) },
    drawn.map((row) => influence.get(row) ?? 0),
  );
  return {
    variance: variance ?? 0,
    degrees: [...units.values()].reduce((sum, members) => sum + members.size - 1, 0),
  };
}

/** Σw² / (Σw)² of the respondents a node rests on. */
function inverseEffectiveSize(rows: readonly Row[]): number {
  const total = rows.reduce((sum, row) => sum + row.w, 0);
  return rows.reduce((sum, row) => sum + row.w * row.w, 0) / (total * total);
}

function readingOf(
  question: Question,
  design: Design,
  node: Node,
  group: Reading["group"],
  rows: readonly Row[],
): Reading {
  const { options } = question;
  const phases = new Set(question.rows.map((row) => row.group.phase));
  const onlyPhase = phases.size === 1 ? [...phases][0] : undefined;
  const phase = options.by.includes("phase") ? group.phase : onlyPhase;
  const parts =
    options.estimand === "phase-standardised"
      ? phaseParts(question, node, rows)
      : [{ share: 1, covered: 1, estimate: node.estimate(rows, phase), rows }];
  const valued = parts.filter((part) => part.share > 0 && part.estimate.value !== undefined);
  const has = (row: Row) =>
    node.needs === "any"
      ? node.items.some((item) => row.answers[item] !== undefined)
      : node.items.every((item) => row.answers[item] !== undefined);
  const common = {
    group,
    node: node.id,
    n: parts.reduce((sum, part) => sum + part.rows.filter(has).length, 0),
    population: undefined,
    populationCovered: undefined,
    coverage: parts.reduce((sum, part) => sum + part.covered * part.estimate.coverage, 0),
  };
  if (valued.length === 0) {
    const none = {
      value: undefined,
      se: undefined,
      df: undefined,
      low: undefined,
      high: undefined,
      neff: undefined,
    };
    return { ...common, ...none, state: "undefined" };
  }
  const value = valued.reduce((sum, part) => sum + part.share * (part.estimate.value ?? 0), 0);
  const influence = weightedSum(valued.map((part) => [part.share, part.estimate]));
  const { variance, degrees } = varianceOf(question, design, rows, influence);
  const se = Math.sqrt(variance);
  const interval = studentTInterval(value, se, degrees, options.confidence ?? 0.95);
  const kish = valued.reduce(
    (sum, part) => sum + part.share * part.share * inverseEffectiveSize(part.rows.filter(has)),
    0,
  );
  return {
    ...common,
    value,
    se,
    df: degrees,
    low: interval?.low,
    high: interval?.high,
    neff: 1 / kish,
    state: "full",
  };
}

/**
 * What `evaluate` gives, by plain arithmetic over the respondents: scores, ratio means, the tree, the influence of every
 * row, their variance. The proof of the fast engine, and the engine for designs cell sums cannot carry: respondents'
 * own weights, and primary units above the respondent.
 * Leaves the owners of groups undefined. Phases are read from the rows' group.
 * @throws EmptyStratumError as `evaluate` does
 */
export function evaluateNaively(
  definition: IndexDefinition,
  survey: Survey,
  options: EvaluateOptions,
): Reading[] {
  const unweighted = options.estimand === "unweighted";
  const design = designOf(
    unweighted && definition.emptyStratum === "error" ? { ...definition, emptyStratum: "drop" } : definition,
    survey.strata,
  );
  const rows = survey.rows.flatMap((row): Row[] => {
    const place = design.placeOf.get(row.stratum);
    const w = unweighted ? 1 : (row.weight ?? design.strata[place ?? -1]?.weight ?? 1);
    return place === undefined ? [] : [{ ...row, place, w }];
  });
  const question = { definition, options, rows };
  const groups = Map.groupBy(rows, (row) =>
    JSON.stringify(options.by.map((column) => row.group[column] ?? "")),
  );
  if (options.by.length === 0 && rows.length === 0) groups.set("[]", []);
  return [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, members]) => {
      const values = JSON.parse(key) as string[];
      const group = Object.fromEntries(options.by.map((column, place) => [column, values[place] ?? ""]));
      return nodesToEstimate(definition).map((node) => readingOf(question, design, node, group, members));
    });
}
