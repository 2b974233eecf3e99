import type { Transaction } from "kysely";
import { AppError } from "#server/app-error.ts";
import { writeAudit } from "#server/audit/write-audit.ts";
import type { Database } from "#server/database/connection.ts";
import type { Tables } from "#server/database/tables.ts";
import type { Role } from "#server/scope/capabilities.ts";
import type { Scope } from "#server/scope/scope.ts";
import { readableUnit, sightOn } from "#server/scope/sight.ts";
import type { SavedPage } from "./list-views.ts";

/** Views one person may keep. */
const MOST_VIEWS = 200;

type Deed = "saved" | "renamed" | "shared" | "deleted" | "restored";

function note(tx: Transaction<Tables>, scope: Scope, id: number, deed: Deed, more: object = {}) {
  return writeAudit(tx, {
    action: "view.changed",
    actorId: scope.userId,
    subject: `view:${id}`,
    detail: { deed, ...more },
  });
}

/** A view one made oneself. Somebody else's and one that does not exist look the same. */
async function lockOwn(tx: Transaction<Tables>, scope: Scope, id: number): Promise<void> {
  const found = await tx
    .selectFrom("saved_view")
    .select("id")
    .where("id", "=", id)
    .where("owner_id", "=", scope.userId)
    .forUpdate()
    .executeTakeFirst();
  if (!found) throw new AppError("not_found", "There is no such view of yours: reload the list.");
}

/** Keeps what a page shows under a name. @throws AppError `conflict` when one has too many */
export async function saveView(
  db: Database,
  scope: Scope,
  view: { readonly name: string; readonly page: SavedPage; readonly query: string },
): Promise<{ readonly id: number }> {
  return db.transaction().execute(async (tx) => {
    const { count } = await tx
      .selectFrom("saved_view")
      .select((select) => select.fn.countAll<number>().as("count"))
      .where("owner_id", "=", scope.userId)
      .where("deleted_at", "is", null)
      .executeTakeFirstOrThrow();
    if (Number(count) >= MOST_VIEWS)
      throw new AppError("conflict", "You keep as many views as one can: delete some first.");
    const { id } = await tx
      .insertInto("saved_view")
      .values({ owner_id: scope.userId, ...view })
      .returning("id")
      .executeTakeFirstOrThrow();
    await note(tx, scope, id, "saved");
    return { id };
  });
}

/** Gives a view another name. @throws AppError `not_found` */
export async function renameView(db: Database, scope: Scope, id: number, name: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await lockOwn(tx, scope, id);
    await tx.updateTable("saved_view").set({ name, changed_at: new Date() }).where("id", "=", id).execute();
    await note(tx, scope, id, "renamed");
  });
}

/**
 * Shows a view to everybody of a unit and below it, or to those with a role there; to nobody with null. They see it with their own
 * rights. @throws AppError `not_found` for a view or unit that is not one's own
 */
export async function shareView(
  db: Database,
  scope: Scope,
  id: number,
  share: { readonly unitId: number; readonly role: Role | null } | null,
): Promise<void> {
  if (share) readableUnit(sightOn(scope, scope.tree), share.unitId);
  await db.transaction().execute(async (tx) => {
    await lockOwn(tx, scope, id);
    await tx
      .updateTable("saved_view")
      .set({
        shared_unit: share?.unitId ?? null,
        shared_role: share?.role ?? null,
        changed_at: new Date(),
      })
      .where("id", "=", id)
      .execute();
    await note(tx, scope, id, "shared", share ?? { nobody: true });
  });
}

/** Puts a view away, or takes it back. @throws AppError `not_found` */
export async function putViewAway(db: Database, scope: Scope, id: number, away: boolean): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await lockOwn(tx, scope, id);
    await tx
      .updateTable("saved_view")
      .set({ deleted_at: away ? new Date() : null })
      .where("id", "=", id)
      .execute();
    await note(tx, scope, id, away ? "deleted" : "restored");
  });
}
