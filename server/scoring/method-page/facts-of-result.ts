import type { IndexDefinition } from "#analytics/index-definition.ts";
import { nodeTitlesOf } from "../node-titles.ts";
import type { ScoreResult } from "../score-result.ts";
import type { MarginFact, MethodFacts, WeightFacts } from "./method-facts.ts";

function marginsOf(definition: IndexDefinition, { readings }: ScoreResult): readonly MarginFact[] {
  const titles = nodeTitlesOf(definition);
  const { tree } = definition;
  const top = new Set([tree.id, ...(tree.combine ?? []).map(({ id }) => id)]);
  return readings
    .filter(({ node }) => top.has(node))
    .map(({ group, node, value, low, high, n, neff }) => ({
      group: Object.values(group).join(" · ") || { zh: "全部", en: "Whole" },
      index: titles.get(node) ?? node,
      value,
      halfWidth: low === null || high === null ? null : (high - low) / 2,
      n,
      effective: value === null ? null : neff,
    }));
}

/** What a scored sample tells of a method page by itself. */
export function factsOfResult(
  definition: IndexDefinition,
  result: ScoreResult,
  spread: Pick<WeightFacts, "range" | "effective" | "designEffect">,
): Pick<
  MethodFacts,
  "definition" | "definitionHash" | "weights" | "margins" | "confidence" | "suppression" | "data"
> {
  const { weighting, options, data } = result;
  return {
    definition,
    definitionHash: result.definition.hash,
    weights: {
      ...spread,
      collapsed: weighting.collapsed.map((keys) => keys.join(" + ")),
      dropped: weighting.dropped,
      trimmed: weighting.trimmed,
    },
    margins: marginsOf(definition, result),
    confidence: options.confidence,
    suppression: options.suppression,
    data: { hash: data.hash, asOf: data.asOf },
  };
}
