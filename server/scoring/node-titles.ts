import type { IndexDefinition, IndexNode } from "#analytics/index-definition.ts";
import type { Text } from "#surveys/question.ts";

/** Titles of items, joint rules and tree nodes; the id where there is none. */
export function nodeTitlesOf(definition: IndexDefinition): ReadonlyMap<string, Text> {
  const named = (id: string, title: Text | undefined): [string, Text] => [id, title ?? { zh: id, en: id }];
  const walk = (node: IndexNode): [string, Text][] => [
    named(node.id, node.title ?? (node === definition.tree ? definition.title : undefined)),
    ...(node.combine ?? []).flatMap(walk),
  ];
  return new Map([
    ...Object.entries(definition.items).map(([id, { title }]) => named(id, title)),
    ...Object.entries(definition.joint).map(([id, { title }]) => named(id, title)),
    ...walk(definition.tree),
  ]);
}
