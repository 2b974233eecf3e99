import type { IndexDefinition } from "#analytics/index-definition.ts";

/**
 * The same tree, with every rated item read as the share of answers in its two best steps (0–100). Weights stay, so an index is the
 * weighted mean of its items' shares. What is no rating (net scores, joint rules, segments) is left out.
 */
export function topTwoDefinition(definition: IndexDefinition): IndexDefinition {
  return {
    ...definition,
    items: Object.fromEntries(
      Object.entries(definition.items).map(([id, item]) => [
        id,
        item.score === "net" ? item : { ...item, score: "top-box" as const, boxes: 2 },
      ]),
    ),
    joint: {},
    segments: undefined,
  };
}
