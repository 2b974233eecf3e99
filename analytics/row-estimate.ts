import { itemsBelow, nodesOf } from "./columns-of-definition.ts";
import type { IndexDefinition, IndexNode } from "./index-definition.ts";
import type { SurveyRow } from "./survey-row.ts";

/** A respondent with the place of the stratum in the design and the weight in use. */
export type Row = SurveyRow & { readonly place: number; readonly w: number };
/** A value of some rows, and what each of them does to it. */
export type Estimate = {
  readonly value: number | undefined;
  readonly coverage: number;
  /** How much each row, with its weight, moves the value. */
  readonly influence: ReadonlyMap<Row, number>;
};

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
export function weightedSum(parts: readonly (readonly [number, Estimate])[]): ReadonlyMap<Row, number> {
  const influence = new Map<Row, number>();
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

function nodeEstimate(
  definition: IndexDefinition,
  node: IndexNode,
  rows: readonly Row[],
  weights?: Readonly<Record<string, number>>,
): Estimate {
  const children: readonly (readonly [number, Estimate])[] = [
    ...(node.combine ?? []).map(
      (child) =>
        [
          weights ? (weights[child.id] ?? 0) : (child.weight ?? 0),
          nodeEstimate(definition, child, rows),
        ] as const,
    ),
    ...Object.entries(node.items ?? {}).map(
      ([item, weight]) =>
        [weights ? (weights[item] ?? 0) : weight, itemEstimate(definition, item, rows)] as const,
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
  readonly estimate: (rows: readonly Row[], phase: string | undefined) => Estimate;
};

/** What a definition makes a value of: items, joint rules, tree nodes. */
export function nodesToEstimate(definition: IndexDefinition): readonly Node[] {
  return [
    ...Object.keys(definition.items).map(
      (id): Node => ({
        id,
        items: [id],
        needs: "any",
        estimate: (rows) => itemEstimate(definition, id, rows),
      }),
    ),
    ...Object.entries(definition.joint).map(
      ([id, rule]): Node => ({
        id,
        items: Object.keys(rule.all),
        needs: "every",
        estimate: (rows) => jointEstimate(rule.all, rows),
      }),
    ),
    ...nodesOf(definition.tree).map(
      (node, place): Node => ({
        id: node.id,
        items: itemsBelow(node),
        needs: "any",
        estimate: (rows, phase) =>
          nodeEstimate(
            definition,
            node,
            rows,
            place === 0 && phase !== undefined ? definition.phaseWeights?.[phase] : undefined,
          ),
      }),
    ),
  ];
}
