import type { Database } from "#server/database/connection.ts";
import { readSettings } from "#server/indicators/settings.ts";
import { unitRef } from "#server/scope/org-tree.ts";
import type { Scope } from "#server/scope/scope.ts";
import { sightOn, widestUnits } from "#server/scope/sight.ts";
import type { MeView } from "./me-view.ts";
import type { Session } from "./session.ts";

/** Who I am to the screens: my name (or the one I look as), my roles, where Home opens. */
export async function meView(db: Database, session: Session, scope: Scope): Promise<MeView> {
  const shown = await db
    .selectFrom("user")
    .select(["id", "name", "email"])
    .where("id", "=", scope.userId)
    .executeTakeFirstOrThrow();
  const settings = await readSettings(db);
  const home = widestUnits(sightOn(scope, scope.tree))[0];
  return {
    ...shown,
    mustChangePassword: session.mustChangePassword,
    grants: scope.grants.map(({ role, unitId, port }) => {
      const unit = unitId === null ? undefined : scope.tree.units.get(unitId);
      return { role, unit: unit ? unitRef(unit) : null, port };
    }),
    capabilities: [...scope.capabilities].toSorted(),
    fullFrom: settings["display.full_from"],
    homeUnit: home ? unitRef(home) : null,
    viewingAs: scope.viewedBy === null ? null : { byId: session.userId, byName: session.name },
  };
}
