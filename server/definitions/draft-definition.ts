import { definitionHash } from "#analytics/definition-hash.ts";
import type { IndexDefinition } from "#analytics/index-definition.ts";
import { AppError } from "#server/app-error.ts";
import type { Database } from "#server/database/connection.ts";
import { need, type Scope } from "#server/scope/scope.ts";
import { holdDefinition, needStatus, readDefinitionRecord } from "./definition-record.ts";
import { noteStep } from "./definition-steps.ts";

/** A version by its name. */
export type VersionName = { readonly id: string; readonly version: number };

/** Where a draft stands: give the hash back when changing it, so that nobody's change is lost. */
export type DraftState = VersionName & { readonly hash: string };

/**
 * Begins a draft as a copy of any version. A copy of an older one, published again, is how a change is taken back:
 * what was published stays what it was.
 * @throws AppError `forbidden`, `not_found`
 */
export async function startDraft(
  db: Database,
  scope: Scope,
  { id, from }: { readonly id: string; readonly from: number },
): Promise<DraftState> {
  need(scope, "definitions.draft");
  const source = await readDefinitionRecord(db, id, from);
  return db.transaction().execute(async (tx) => {
    const { newest } = await tx
      .selectFrom("index_definition")
      .select((select) => select.fn.max<number>("version").as("newest"))
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    const version = newest + 1;
    const definition: IndexDefinition = { ...source.definition, version };
    const hash = definitionHash(definition);
    const inserted = await tx
      .insertInto("index_definition")
      .values({
        id,
        version,
        status: "draft",
        definition: JSON.stringify(definition),
        hash,
        based_on: from,
        drafted_by: scope.userId,
      })
      .onConflict((conflict) => conflict.columns(["id", "version"]).doNothing())
      .returning("version")
      .executeTakeFirst();
    if (!inserted)
      throw new AppError("conflict", "Somebody else began a draft at the same moment: reload the list.");
    await noteStep(tx, { id, version, hash }, "drafted", scope.userId);
    return { id, version, hash };
  });
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
    needStatus(record, "draft", "changing it");
    if (record.hash !== change.hash)
      throw new AppError(
        "conflict",
        "This draft was changed by somebody else meanwhile: reload it and make your change again.",
        { hash: record.hash },
      );
    const definition = { ...change.definition, id, version };
    const hash = definitionHash(definition);
    if (hash === record.hash) return { id, version, hash };
    await tx
      .updateTable("index_definition")
      .set({ definition: JSON.stringify(definition), hash })
      .where("id", "=", id)
      .where("version", "=", version)
      .execute();
    await noteStep(tx, { id, version, hash }, "changed", scope.userId);
    return { id, version, hash };
  });
}

/** Throws a draft away; its story stays. @throws AppError `forbidden`, `not_found`, `conflict` */
export async function discardDraft(db: Database, scope: Scope, { id, version }: VersionName): Promise<void> {
  need(scope, "definitions.draft");
  await db.transaction().execute(async (tx) => {
    const record = await holdDefinition(tx, id, version);
    needStatus(record, "draft", "discarding it");
    await noteStep(tx, record, "discarded", scope.userId);
    await tx.deleteFrom("index_definition").where("id", "=", id).where("version", "=", version).execute();
  });
}
