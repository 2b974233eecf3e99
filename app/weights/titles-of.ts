import { nodesOf } from "#analytics/columns-of-definition.ts";
import type { IndexDefinition } from "#analytics/index-definition.ts";
import type { Text } from "#surveys/question.ts";

function own({
  tree,
  items,
  measures,
  joint,
  segments,
}: IndexDefinition): readonly (readonly [string, Text])[] {
  const rules = [segments, joint, measures, items].flatMap((record) => Object.entries(record ?? {}));
  const named = [...rules, ...nodesOf(tree).map((node) => [node.id, node] as const)];
  return named.flatMap(([id, { title }]) => (title ? [[id, title] as const] : []));
}

/** What the parts of a draft are called by id, and those that only its base has. */
export function titlesOf(definition: IndexDefinition, base: IndexDefinition): Readonly<Record<string, Text>> {
  return Object.fromEntries([...own(base), ...own(definition)]);
}
