import type { EvaluateOptions } from "./evaluate-options.ts";
import type { IndexDefinition } from "./index-definition.ts";
import { type Estimate, type Ground, type Row, weightedSum } from "./leaf-estimate.ts";
import { naiveDesignEffect } from "./naive-design-effect.ts";
import type { Reading } from "./reading.ts";
import { type Node, nodesToEstimate } from "./row-estimate.ts";
import { shareInterval } from "./share-intervals.ts";
import { influenceVariance } from "./statistics/design-based-variance.ts";
import { studentTInterval } from "./statistics/student-t-interval.ts";
import { type Design, designOf } from "./stratum-design.ts";
import type { Survey, SurveyRecord } from "./survey-row.ts";

type Question = {
  readonly definition: IndexDefinition;
  readonly options: EvaluateOptions;
  readonly rows: readonly Row[];
  /** What each group rests on. */
  readonly grounds: readonly Ground[];
};

/** A phase of a group, or all of it. */
type Part = {
  /** Of the part in the group's value, and in the whole phase mix. */
  readonly share: number;
  readonly covered: number;
  readonly estimate: Estimate;
  readonly rows: readonly Row[];
};

/**
 * The phase-standardised estimate Σ π·value of the phase, with π over the phases anybody anywhere answered the node in.
 * A phase nobody of the group answered in has no value, whatever its records say.
 */
function phaseParts(question: Question, node: Node, ground: Ground): readonly Part[] {
  const { definition, options } = question;
  const asked = (phase: string) => !Array.isArray(options.phases) || options.phases.includes(phase);
  const of = (phase: string, from: readonly Row[]) => from.filter((row) => row.group.phase === phase);
  const somewhere = (phase: string) =>
    question.grounds.some(
      (each) =>
        of(phase, each.rows).length > 0 &&
        node.estimate({ ...each, rows: of(phase, each.rows) }, phase).value !== undefined,
    );
  const mix = Object.entries(definition.standard ?? {}).filter(
    ([phase, share]) => share > 0 && asked(phase) && somewhere(phase),
  );
  const known = mix
    .map(([phase, share]) => ({ share, phase, rows: of(phase, ground.rows) }))
    .filter(({ rows }) => rows.length > 0)
    .map(({ share, phase, rows }) => ({
      share,
      rows,
      estimate: node.estimate({ ...ground, rows }, phase),
    }))
    .filter((part) => part.estimate.value !== undefined);
  const present = known.reduce((sum, { share }) => sum + share, 0);
  const ofMeasure = node.kind === "records" && Object.hasOwn(definition.measures ?? {}, node.id);
  const whole = ofMeasure ? present : mix.reduce((sum, [, share]) => sum + share, 0);
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
  influence: ReadonlyMap<Row | SurveyRecord, number>,
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

/** What operational records add about a process, each source by itself; they are complete, so nothing about a day's owners. */
function recordVariance(
  { options }: Question,
  records: readonly SurveyRecord[],
  influence: ReadonlyMap<Row | SurveyRecord, number>,
): number {
  if (options.inference !== "process") return 0;
  return [...Map.groupBy(records, ({ source }) => source).values()].reduce((sum, own) => {
    const squares = own.reduce((all, record) => all + (influence.get(record) ?? 0) ** 2, 0);
    return sum + squares * (own.length > 1 ? own.length / (own.length - 1) : 1);
  }, 0);
}

/** Interval of a share or net score of rows, by their mean square and the share of the owners they are. */
function intervalOfShare(
  question: Question,
  design: Design,
  kind: "share" | "net",
  rows: readonly Row[],
  parts: readonly Part[],
  figures: { value: number; se: number; n: number; neff: number; df: number },
) {
  const { options } = question;
  const owners = rows.reduce((sum, row) => sum + row.w, 0);
  const sampled = rows.reduce((sum, row) => sum + row.w * (design.strata[row.place]?.fraction ?? 0), 0);
  const meanSquare = parts.reduce((sum, { share, estimate }) => {
    const p = (estimate.value ?? 0) / 100;
    // z = w(y − p)/Σw, so Σ y²·w/Σw = Σ z²·Σw/w + p²: each answer's own spread about the mean
    const answered = [...estimate.influence.keys()].filter((row) => "w" in row);
    const all = answered.reduce((total, row) => total + row.w, 0);
    const spread = answered.reduce(
      (total, row) => total + ((estimate.influence.get(row) ?? 0) / 100) ** 2 * (all / row.w),
      0,
    );
    return sum + share * (spread + p * p);
  }, 0);
  const found = shareInterval(
    kind,
    {
      value: figures.value / 100,
      variance: (figures.se / 100) ** 2,
      meanSquare,
      n: figures.n,
      neff: figures.neff,
      df: figures.df,
      fraction: options.inference === "process" ? 0 : sampled / owners,
    },
    options.confidence ?? 0.95,
  );
  return found && { low: 100 * found.low, high: 100 * found.high };
}

/** Σw² / (Σw)² of the respondents a node rests on. */
function inverseEffectiveSize(rows: readonly Row[]): number {
  const total = rows.reduce((sum, row) => sum + row.w, 0);
  return rows.reduce((sum, row) => sum + row.w * row.w, 0) / (total * total);
}

const NO_FIGURES = {
  value: undefined,
  se: undefined,
  df: undefined,
  intervalSe: undefined,
  sparse: undefined,
  low: undefined,
  high: undefined,
  neff: undefined,
  deff: undefined,
} as const;

function readingOf(
  question: Question,
  design: Design,
  node: Node,
  group: Reading["group"],
  ground: Ground,
): Reading {
  const { options } = question;
  const { rows, records } = ground;
  const phases = new Set(question.rows.map((row) => row.group.phase));
  const onlyPhase = phases.size === 1 ? [...phases][0] : undefined;
  const phase = options.by.includes("phase") ? group.phase : onlyPhase;
  const parts =
    options.estimand === "phase-standardised"
      ? phaseParts(question, node, ground)
      : [{ share: 1, covered: 1, estimate: node.estimate(ground, phase), rows }];
  const valued = parts.filter((part) => part.share > 0 && part.estimate.value !== undefined);
  const has = (row: Row) =>
    node.needs === "any"
      ? node.items.some((item) => row.answers[item] !== undefined)
      : node.items.every((item) => row.answers[item] !== undefined);
  const counts = [...Map.groupBy(records, ({ source }) => source)].flatMap(([source, own]) =>
    node.sources.includes(source) && own.some(({ below }) => below > 0) ? [own.length] : [],
  );
  const sampledOf = ({ place }: Row) =>
    options.inference === "process" ? 0 : (design.strata[place]?.fraction ?? 0);
  const ofRecords = node.kind === "records";
  const measure = Object.hasOwn(question.definition.measures ?? {}, node.id);
  const most = parts.length === 0 ? 0 : Math.max(0, ...counts);
  const common = {
    group,
    node: node.id,
    n: !ofRecords
      ? parts.reduce((sum, part) => sum + part.rows.filter(has).length, 0)
      : measure
        ? Math.max(0, ...counts)
        : parts.length * most,
    population: undefined,
    populationCovered: undefined,
    coverage: parts.reduce((sum, part) => sum + part.covered * part.estimate.coverage, 0),
  };
  if (valued.length === 0) {
    return { ...common, ...NO_FIGURES, state: "undefined" };
  }
  const value = valued.reduce((sum, part) => sum + part.share * (part.estimate.value ?? 0), 0);
  const influence = weightedSum(valued.map((part) => [part.share, part.estimate]));
  const ofRows = varianceOf(question, design, rows, influence);
  const se = Math.sqrt(ofRows.variance + recordVariance(question, records, influence));
  const few = valued.reduce((sum, part) => sum + part.share ** 2 * part.estimate.few, 0);
  const intervalSe = options.fewAnswers === "own" ? se : Math.sqrt(se * se + few);
  const degrees = ofRecords ? Math.min(...counts) - 1 : ofRows.degrees;
  const kish = valued.reduce(
    (sum, part) =>
      sum + part.share * part.share * (ofRecords ? 1 / most : inverseEffectiveSize(part.rows.filter(has))),
    0,
  );
  const neff = measure ? most : 1 / kish;
  const interval =
    (node.kind === "share" || node.kind === "net") && options.shareIntervals !== "t"
      ? intervalOfShare(question, design, node.kind, rows, valued, {
          value,
          se,
          n: common.n,
          neff,
          df: degrees,
        })
      : studentTInterval(value, intervalSe, degrees, options.confidence ?? 0.95);
  return {
    ...common,
    value,
    se,
    df: degrees,
    intervalSe,
    sparse: valued.reduce((sum, part) => sum + part.share * part.estimate.sparse, 0),
    low: interval?.low,
    high: interval?.high,
    neff: Number.isNaN(neff) ? undefined : neff,
    deff: ofRecords ? undefined : naiveDesignEffect(valued, has, sampledOf, ofRows.variance),
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
  const groups = Map.groupBy(rows, (row) =>
    JSON.stringify(options.by.map((column) => row.group[column] ?? "")),
  );
  if (options.by.length === 0 && rows.length === 0) groups.set("[]", []);
  const correction = ({ place }: Row) => {
    const { respondents: n = 1, fraction = 0 } = design.strata[place] ?? {};
    return (options.inference === "process" ? 1 : 1 - fraction) * (n > 1 ? n / (n - 1) : 1);
  };
  const sample = { rows, correction };
  const asked = [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, members]) => {
      const values = JSON.parse(key) as string[];
      const group = Object.fromEntries(options.by.map((column, place) => [column, values[place] ?? ""]));
      const records = (survey.records ?? []).filter((record) =>
        options.by.every((column) => record.group[column] === group[column]),
      );
      return { group, ground: { rows: members, records, sample } };
    });
  const question = { definition, options, rows, grounds: asked.map(({ ground }) => ground) };
  return asked.flatMap(({ group, ground }) =>
    nodesToEstimate(definition).map((node) => readingOf(question, design, node, group, ground)),
  );
}
