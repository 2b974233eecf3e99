import { itemsBelow, type LeafKind, measuresBelow, nodesOf } from "./columns-of-definition.ts";
import {
  type IndexDefinition,
  type IndexNode,
  SEGMENTS,
  type Segment,
  type SegmentRule,
  segmentId,
} from "./index-definition.ts";
import { type Estimate, type Ground, leafEstimate, NOTHING, score, weightedSum } from "./leaf-estimate.ts";
import type { SurveyRecord, SurveyRow } from "./survey-row.ts";

function itemEstimate(definition: IndexDefinition, item: string, ground: Ground): Estimate {
  return leafEstimate(definition, ground, (row) => {
    const answer = row.answers[item];
    return answer === undefined ? undefined : score(definition, item, answer);
  });
}

function jointEstimate(
  definition: IndexDefinition,
  cuts: Readonly<Record<string, number>>,
  ground: Ground,
): Estimate {
  const items = Object.entries(cuts);
  return leafEstimate(definition, ground, ({ answers }) => {
    if (items.some(([item]) => answers[item] === undefined)) return undefined;
    return items.every(([item, cut]) => (answers[item] ?? 0) >= cut) ? 100 : 0;
  });
}

/** The first segment whose condition somebody meets. */
function segmentOf({ cuts }: SegmentRule, answers: SurveyRow["answers"]): Segment {
  const all = (holds: (answer: number, cut: SegmentRule["cuts"][string]) => boolean) =>
    Object.entries(cuts).every(([item, cut]) => holds(answers[item] ?? Number.NaN, cut));
  if (all((answer, { secure }) => answer >= secure)) return "secure";
  if (all((answer, { favourable }) => answer >= favourable)) return "favourable";
  return all((answer, { atRisk }) => answer > atRisk) ? "vulnerable" : "at-risk";
}

function segmentEstimate(
  definition: IndexDefinition,
  rule: SegmentRule,
  segment: Segment,
  ground: Ground,
): Estimate {
  return leafEstimate(definition, ground, ({ answers }) => {
    if (Object.keys(rule.cuts).some((item) => answers[item] === undefined)) return undefined;
    return segmentOf(rule, answers) === segment ? 100 : 0;
  });
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
    sparse: 0,
    few: 0,
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
        [weights ? (weights[item] ?? 0) : weight, itemEstimate(definition, item, ground)] as const,
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
    sparse: known.reduce((sum, [weight, child]) => sum + (weight / present) * child.sparse, 0),
    few: known.reduce((sum, [weight, child]) => sum + (weight / present) ** 2 * child.few, 0),
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
        estimate: (ground) => itemEstimate(definition, id, ground),
      }),
    ),
    ...Object.entries(definition.joint).map(
      ([id, rule]): Node => ({
        id,
        items: Object.keys(rule.all),
        needs: "every",
        kind: "share",
        sources: [],
        estimate: (ground) => jointEstimate(definition, rule.all, ground),
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
          estimate: (ground) => segmentEstimate(definition, rule, segment, ground),
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
