import type { Database } from "#server/database/connection.ts";
import { isRole, type Role } from "#server/scope/capabilities.ts";
import { subtree, unitRef } from "#server/scope/org-tree.ts";
import type { Scope } from "#server/scope/scope.ts";
import type { UnitRef } from "#server/scope/unit-view.ts";

/** Pages whose address is a picture one may keep. */
export const SAVED_PAGES = ["/", "/indicators", "/explore", "/compare"] as const;
export type SavedPage = (typeof SAVED_PAGES)[number];

export type SavedView = {
  readonly id: number;
  readonly name: string;
  readonly page: SavedPage;
  /** What stands behind the question mark. */
  readonly query: string;
  readonly mine: boolean;
  /** Who made it, where that is somebody else. */
  readonly by: string | null;
  readonly sharedWith: { readonly unit: UnitRef; readonly role: Role | null } | null;
  readonly changedAt: string;
};

/** Whether a view that is shared with a unit and perhaps a role is meant for somebody. */
function isFor(scope: Scope, unitId: number, role: string | null): boolean {
  const units = new Set(subtree(scope.tree, unitId));
  return scope.grants.some(
    (grant) => grant.unitId !== null && units.has(grant.unitId) && (role === null || grant.role === role),
  );
}

/** The views one made oneself, then those colleagues share; each by name. */
export async function listViews(db: Database, scope: Scope): Promise<readonly SavedView[]> {
  const rows = await db
    .selectFrom("saved_view as v")
    .innerJoin("user as u", "u.id", "v.owner_id")
    .select([
      "v.id",
      "v.owner_id",
      "v.name",
      "v.page",
      "v.query",
      "v.shared_unit",
      "v.shared_role",
      "v.changed_at",
      "u.name as owner",
    ])
    .where("v.deleted_at", "is", null)
    .where((where) =>
      where.or([where("v.owner_id", "=", scope.userId), where("v.shared_unit", "is not", null)]),
    )
    .orderBy("v.name")
    .orderBy("v.id")
    .execute();
  const views = rows.flatMap((row): SavedView[] => {
    const mine = row.owner_id === scope.userId;
    if (!mine && !(row.shared_unit !== null && isFor(scope, row.shared_unit, row.shared_role))) return [];
    const unit = row.shared_unit === null ? undefined : scope.tree.units.get(row.shared_unit);
    const role = row.shared_role !== null && isRole(row.shared_role) ? row.shared_role : null;
    return [
      {
        id: row.id,
        name: row.name,
        page: row.page as SavedPage,
        query: row.query,
        mine,
        by: mine ? null : row.owner,
        sharedWith: unit ? { unit: unitRef(unit), role } : null,
        changedAt: row.changed_at.toISOString(),
      },
    ];
  });
  return [...views.filter(({ mine }) => mine), ...views.filter(({ mine }) => !mine)];
}
