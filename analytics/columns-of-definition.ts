import type { IndexDefinition, IndexNode, ItemDefinition } from "./index-definition.ts";
import { baseName, type ColumnSpec, columnName } from "./moments.ts";
import { segmentColumns } from "./segment-columns.ts";

/** A column and the affine map from its mean to the score: score = gain · mean + offset. */
export type ScoredColumn = { readonly column: ColumnSpec; readonly gain: number; readonly offset: number };

/**
 * The column an item needs and how its mean becomes a score.
 * min-max 100·(x−min)/(max−min) · of-max 100·x/max · top-box 100·share of the `boxes` best answers ·
 * net 100·(share of promoters − share of detractors).
 */
export function scoredColumn(item: string, definition: ItemDefinition): ScoredColumn {
  const [low, high] = definition.scale;
  switch (definition.score) {
    case "min-max":
      return {
        column: { kind: "answer", item },
        gain: 100 / (high - low),
        offset: (-100 * low) / (high - low),
      };
    case "of-max":
      return { column: { kind: "answer", item }, gain: 100 / high, offset: 0 };
    case "top-box":
      return {
        column: { kind: "at-least", item, from: high - (definition.boxes ?? 1) + 1 },
        gain: 100,
        offset: 0,
      };
    case "net":
      return {
        column: {
          kind: "net",
          item,
          promoters: definition.promoters ?? high,
          detractors: definition.detractors ?? low,
        },
        gain: 100,
        offset: 0,
      };
  }
}

/**
 * What a leaf's single answer can be: `mean` any step of a scale, `share` 0 or 1, `net` −1, 0 or 1. Decides the interval.
 */
export type LeafKind = "mean" | "share" | "net";

/** A value that is made of answers directly: an item, a joint rule or a segment. */
export type Leaf = ScoredColumn & { readonly id: string; readonly kind: LeafKind };

const KIND_OF_SCORE = { "min-max": "mean", "of-max": "mean", "top-box": "share", net: "net" } as const;

/** The leaves of a definition that rest on answers, in the order of its readings: items, joint rules, segments. */
export function answerLeaves(definition: IndexDefinition): readonly Leaf[] {
  const share = (id: string, column: ColumnSpec): Leaf => ({
    id,
    column,
    gain: 100,
    offset: 0,
    kind: "share",
  });
  return [
    ...Object.entries(definition.items).map(
      ([id, item]): Leaf => ({
        id,
        ...scoredColumn(id, item),
        kind: KIND_OF_SCORE[item.score],
      }),
    ),
    ...Object.entries(definition.joint).map(([id, rule]) => share(id, { kind: "joint", cuts: rule.all })),
    ...Object.entries(definition.segments ?? {}).flatMap(([id, rule]) =>
      segmentColumns(id, rule, definition.items).map((segment) => share(segment.id, segment.column)),
    ),
  ];
}

/** The columns whose sums a definition needs, each once: what a reduction is asked for. */
export function columnsOfDefinition(definition: IndexDefinition): readonly ColumnSpec[] {
  return [...new Map(answerLeaves(definition).map(({ column }) => [columnName(column), column])).values()];
}

/** Every operational measure below a node, each once, in tree order. */
export function measuresBelow(node: IndexNode): readonly string[] {
  return [...new Set([...(node.combine ?? []).flatMap(measuresBelow), ...Object.keys(node.measures ?? {})])];
}

/** Every item below a node, each once, in tree order. */
export function itemsBelow(node: IndexNode): readonly string[] {
  return [...new Set([...(node.combine ?? []).flatMap(itemsBelow), ...Object.keys(node.items ?? {})])];
}

/** A node and everything below it, parents before children. */
export function nodesOf(node: IndexNode): readonly IndexNode[] {
  return [node, ...(node.combine ?? []).flatMap(nodesOf)];
}

/**
 * The item sets whose base (respondents with at least one valid answer among them) a definition's nodes report as n.
 * Sets of one item are left out: the item's own sums hold their base.
 */
export function basesOfDefinition(definition: IndexDefinition): readonly (readonly string[])[] {
  const bases = new Map<string, readonly string[]>();
  for (const node of nodesOf(definition.tree)) {
    const items = itemsBelow(node);
    if (items.length > 1) bases.set(baseName(items), items);
  }
  return [...bases.values()];
}
