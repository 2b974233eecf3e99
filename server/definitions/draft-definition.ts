import { definitionHash } from "#analytics/definition-hash.ts";
import type { IndexDefinition } from "#analytics/index-definition.ts";
import type { Database } from "#server/database/connection.ts";
import { need, type Scope } from "#server/scope/scope.ts";
import { type DraftState, needUnchangedDraft } from "#server/versions/version.ts";
import { noteStep } from "#server/versions/version-steps.ts";
import { holdDefinition, readDefinitionRecord } from "./definition-record.ts";
import { DEFINITION_FLOW } from "./publish-definition.ts";

/**
 * Begins a draft as a copy of any version. A copy of an older one, published again, is how a change is taken back:
 * what was published stays what it was.
 * @throws AppError `forbidden`, `not_found`, `conflict`
 */
export async function startDraft(
  db: Database,
  scope: Scope,
  copy: { readonly id: string; readonly from: number },
): Promise<DraftState> {
  need(scope, "definitions.draft");
  const source = await readDefinitionRecord(db, copy.id, copy.from);
  return db.transaction().execute((tx) =>
    DEFINITION_FLOW.begin(tx, scope, copy, (version) => {
      const content: IndexDefinition = { ...source.definition, version };
      return { content, hash: definitionHash(content) };
    }),
  );
}

/**
 * Writes a draft's content. Its name stays; what is wrong with its sense is told by `check` and keeps it from being
 * submitted, not from being saved.
 * @param change.hash of the draft as it was read
 * @throws AppError `forbidden`, `not_found`, `conflict` when it is no draft or was changed meanwhile
 */
export async function changeDraft(
  db: Database,
  scope: Scope,
  change: DraftState & { readonly definition: IndexDefinition },
): Promise<DraftState> {
  need(scope, "definitions.draft");
  const { id, version } = change;
  return db.transaction().execute(async (tx) => {
    const record = await holdDefinition(tx, id, version);
    needUnchangedDraft(record, change.hash);
    const definition = { ...change.definition, id, version };
    const hash = definitionHash(definition);
    if (hash === record.hash) return { id, version, hash };
    await tx
      .updateTable("index_definition")
      .set({ definition: JSON.stringify(definition), hash })
      .where("id", "=", id)
      .where("version", "=", version)
      .execute();
    await noteStep(tx, "definition", { id, version, hash }, "changed", scope.userId);
    return { id, version, hash };
  });
}

/** Throws a draft away; its story stays. */
export const discardDraft = DEFINITION_FLOW.discard;
