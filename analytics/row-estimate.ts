import { itemsBelow, type LeafKind, measuresBelow, nodesOf } from "./columns-of-definition.ts";
import {
  type IndexDefinition,
  type IndexNode,
  SEGMENTS,
  type Segment,
  type SegmentRule,
  segmentId,
} from "./index-definition.ts";
import type { SurveyRecord, SurveyRow } from "./survey-row.ts";

/** A respondent with the place of the stratum in the design and the weight in use. */
export type Row = SurveyRow & { readonly place: number; readonly w: number };
/** A value of some rows, and what each of them does to it. */
export type Estimate = {
  readonly value: number | undefined;
  readonly coverage: number;
  /** How much each row, with its weight, and each operational record moves the value. */
  readonly influence: ReadonlyMap<Row | SurveyRecord, number>;
};

/** Where values are taken from: respondents, and the operational records of their group. */
export type Ground = { readonly rows: readonly Row[]; readonly records: readonly SurveyRecord[] };

const NOTHING: Estimate = { value: undefined, coverage: 0, influence: new Map() };

/** Score of one answer, 0–100 (net: −100, 0, 100). */
function score(definition: IndexDefinition, item: string, answer: number): number {
  const rule = definition.items[item];
  if (rule === undefined) throw new Error(`${item} is not among the definition's items`);
  const [low, high] = rule.scale;
  switch (rule.score) {
    case "min-max":
      return (100 * (answer - low)) / (high - low);
    case "of-max":
      return (100 * answer) / high;
    case "top-box":
      return answer > high - (rule.boxes ?? 1) ? 100 : 0;
    case "net":
      return answer >= (rule.promoters ?? high) ? 100 : answer <= (rule.detractors ?? low) ? -100 : 0;
  }
}

function ratioMean(scored: readonly (readonly [Row, number])[]): Estimate {
  const total = scored.reduce((sum, [row]) => sum + row.w, 0);
  if (total === 0) return NOTHING;
  const value = scored.reduce((sum, [row, points]) => sum + row.w * points, 0) / total;
  return {
    value,
    coverage: 1,
    influence: new Map(scored.map(([row, points]) => [row, (row.w * (points - value)) / total])),
  };
}

/** Influence of a weighted sum of estimates. */
export function weightedSum(
  parts: readonly (readonly [number, Estimate])[],
): ReadonlyMap<Row | SurveyRecord, number> {
  const influence = new Map<Row | SurveyRecord, number>();
  for (const [share, part] of parts) {
    for (const [row, z] of part.influence) influence.set(row, (influence.get(row) ?? 0) + share * z);
  }
  return influence;
}

function itemEstimate(definition: IndexDefinition, item: string, rows: readonly Row[]): Estimate {
  return ratioMean(
    rows.flatMap((row) => {
      const answer = row.answers[item];
      return answer === undefined ? [] : [[row, score(definition, item, answer)] as const];
    }),
  );
}

function jointEstimate(cuts: Readonly<Record<string, number>>, rows: readonly Row[]): Estimate {
  const items = Object.entries(cuts);
  return ratioMean(
    rows
      .filter((row) => items.every(([item]) => row.answers[item] !== undefined))
      .map((row) => [row, items.every(([item, cut]) => (row.answers[item] ?? 0) >= cut) ? 100 : 0] as const),
  );
}

/** The first segment whose condition somebody meets. */
function segmentOf({ cuts }: SegmentRule, answers: SurveyRow["answers"]): Segment {
  const all = (holds: (answer: number, cut: SegmentRule["cuts"][string]) => boolean) =>
    Object.entries(cuts).every(([item, cut]) => holds(answers[item] ?? Number.NaN, cut));
  if (all((answer, { secure }) => answer >= secure)) return "secure";
  if (all((answer, { favourable }) => answer >= favourable)) return "favourable";
  return all((answer, { atRisk }) => answer > atRisk) ? "vulnerable" : "at-risk";
}

function segmentEstimate(rule: SegmentRule, segment: Segment, rows: readonly Row[]): Estimate {
  return ratioMean(
    rows
      .filter((row) => Object.keys(rule.cuts).every((item) => row.answers[item] !== undefined))
      .map((row) => [row, segmentOf(rule, row.answers) === segment ? 100 : 0] as const),
  );
}

function measureEstimate(
  definition: IndexDefinition,
  id: string,
  records: readonly SurveyRecord[],
): Estimate {
  const rule = definition.measures?.[id];
  if (rule === undefined) throw new Error(`${id} is not among the definition's measures`);
  const own = records.filter(({ source }) => source === rule.source);
  const below = own.reduce((sum, record) => sum + record.below, 0);
  if (!(below > 0)) return NOTHING;
  const ratio = own.reduce((sum, record) => sum + record.above, 0) / below;
  const points = (100 * (rule.per * ratio - rule.worst)) / (rule.best - rule.worst);
  const steep = (100 * rule.per) / (rule.best - rule.worst);
  return {
    value: Math.min(100, Math.max(0, points)),
    coverage: 1,
    influence: new Map(
      own.map((record) => [record, (steep * (record.above - ratio * record.below)) / below]),
    ),
  };
}

function nodeEstimate(
  definition: IndexDefinition,
  node: IndexNode,
  ground: Ground,
  weights?: Readonly<Record<string, number>>,
): Estimate {
  const children: readonly (readonly [number, Estimate])[] = [
    ...(node.combine ?? []).map(
      (child) =>
        [
          weights ? (weights[child.id] ?? 0) : (child.weight ?? 0),
          nodeEstimate(definition, child, ground),
        ] as const,
    ),
    ...Object.entries(node.items ?? {}).map(
      ([item, weight]) =>
        [weights ? (weights[item] ?? 0) : weight, itemEstimate(definition, item, ground.rows)] as const,
    ),
    ...Object.entries(node.measures ?? {}).map(
      ([id, weight]) =>
        [weights ? (weights[id] ?? 0) : weight, measureEstimate(definition, id, ground.records)] as const,
    ),
  ];
  const all = children.reduce((sum, [weight]) => sum + weight, 0);
  const known = children.filter(([weight, child]) => weight > 0 && child.value !== undefined);
  const present = known.reduce((sum, [weight]) => sum + weight, 0);
  const coverage =
    all > 0 ? children.reduce((sum, [weight, child]) => sum + weight * child.coverage, 0) / all : 0;
  if (present === 0 || (definition.missing === "undefined" && present < all)) return { ...NOTHING, coverage };
  return {
    value: known.reduce((sum, [weight, child]) => sum + (weight / present) * (child.value ?? 0), 0),
    coverage,
    influence: weightedSum(known.map(([weight, child]) => [weight / present, child])),
  };
}

export type Node = {
  readonly id: string;
  readonly items: readonly string[];
  /** Whether a respondent with some of the items counts, or only one with all. */
  readonly needs: "any" | "every";
  /** What a single answer can be when the node is one item, rule or segment, or is made of one alone; of records otherwise. */
  readonly kind: LeafKind | "composite" | "records";
  /** Sources of a node that is made of records alone. */
  readonly sources: readonly string[];
  readonly estimate: (ground: Ground, phase: string | undefined) => Estimate;
};

function kindOfItem(definition: IndexDefinition, item: string): LeafKind {
  const score = definition.items[item]?.score;
  return score === "net" ? "net" : score === "top-box" ? "share" : "mean";
}

/** How often leaves of any kind stand below a node. */
function leavesBelow(node: IndexNode): number {
  const own = Object.keys(node.items ?? {}).length + Object.keys(node.measures ?? {}).length;
  return (node.combine ?? []).reduce((sum, child) => sum + leavesBelow(child), own);
}

function kindOfNode(definition: IndexDefinition, node: IndexNode): Node["kind"] {
  const [only] = itemsBelow(node);
  if (only === undefined) return "records";
  return leavesBelow(node) === 1 ? kindOfItem(definition, only) : "composite";
}

/** What a definition makes a value of: items, joint rules, segments, measures, tree nodes. */
export function nodesToEstimate(definition: IndexDefinition): readonly Node[] {
  return [
    ...Object.keys(definition.items).map(
      (id): Node => ({
        id,
        items: [id],
        needs: "any",
        kind: kindOfItem(definition, id),
        sources: [],
        estimate: ({ rows }) => itemEstimate(definition, id, rows),
      }),
    ),
    ...Object.entries(definition.joint).map(
      ([id, rule]): Node => ({
        id,
        items: Object.keys(rule.all),
        needs: "every",
        kind: "share",
        sources: [],
        estimate: ({ rows }) => jointEstimate(rule.all, rows),
      }),
    ),
    ...Object.entries(definition.segments ?? {}).flatMap(([id, rule]) =>
      SEGMENTS.map(
        (segment): Node => ({
          id: segmentId(id, segment),
          items: Object.keys(rule.cuts),
          needs: "every",
          kind: "share",
          sources: [],
          estimate: ({ rows }) => segmentEstimate(rule, segment, rows),
        }),
      ),
    ),
    ...Object.entries(definition.measures ?? {}).map(
      ([id, { source }]): Node => ({
        id,
        items: [],
        needs: "any",
        kind: "records",
        sources: [source],
        estimate: ({ records }) => measureEstimate(definition, id, records),
      }),
    ),
    ...nodesOf(definition.tree).map(
      (node, place): Node => ({
        id: node.id,
        items: itemsBelow(node),
        needs: "any",
        kind: kindOfNode(definition, node),
        sources:
          itemsBelow(node).length > 0
            ? []
            : measuresBelow(node).map((id) => definition.measures?.[id]?.source ?? ""),
        estimate: (ground, phase) =>
          nodeEstimate(
            definition,
            node,
            ground,
            place === 0 && phase !== undefined ? definition.phaseWeights?.[phase] : undefined,
          ),
      }),
    ),
  ];
}
