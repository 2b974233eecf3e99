import { OWNER_SATISFACTION } from "#analytics/definitions/registry.ts";
import type { IndexDefinition, IndexNode } from "#analytics/index-definition.ts";
import type { Database } from "#server/database/connection.ts";
import { changeDraft, startDraft } from "#server/definitions/draft-definition.ts";
import { publishDefinition, submitDraft } from "#server/definitions/publish-definition.ts";
import type { Scope } from "#server/scope/scope.ts";

/** The same tree with the first item of every node nine times as heavy. */
export function tilted(node: IndexNode): IndexNode {
  const [first] = Object.keys(node.items ?? {});
  return {
    ...node,
    ...(node.combine && { combine: node.combine.map(tilted) }),
    ...(node.items && first && { items: { ...node.items, [first]: 9 * (node.items[first] ?? 1) } }),
  };
}

/** Publishes a version of the shipped rule with something else in it, in force from a year on, by two people. */
export async function publishOther(
  db: Database,
  { analyst, head }: { readonly analyst: Scope; readonly head: Scope },
  effectiveWaveYear: number,
  change: Partial<IndexDefinition>,
): Promise<void> {
  const draft = await startDraft(db, analyst, { id: OWNER_SATISFACTION.id, from: 1 });
  const definition = { ...OWNER_SATISFACTION, ...change };
  const changed = await changeDraft(db, analyst, { ...draft, definition });
  await submitDraft(db, analyst, { ...changed, reason: "试一试", effectiveWaveYear });
  await publishDefinition(db, head, changed, new Date("2026-01-20T00:00:00Z"));
}
