import { AppError } from "#server/app-error.ts";
import type { Database } from "#server/database/connection.ts";
import { type OrgTree, treeOn, unitRef } from "./org-tree.ts";
import type { Scope } from "./scope.ts";
import { type Sight, sightOn } from "./sight.ts";
import type { UnitNode } from "./unit-view.ts";

async function ownersByUnit(
  db: Database,
  waveId: number,
  tree: OrgTree,
): Promise<ReadonlyMap<number, number>> {
  const rows = await db
    .selectFrom("frame_member")
    .select((select) => ["project_id", select.fn.countAll<number>().as("owners")])
    .where("wave_id", "=", waveId)
    .groupBy("project_id")
    .execute();
  const owners = new Map<number, number>();
  for (const row of rows) {
    for (let id: number | null = row.project_id; id !== null; id = tree.units.get(id)?.parentId ?? null)
      owners.set(id, (owners.get(id) ?? 0) + row.owners);
  }
  return owners;
}

function node(
  sight: Sight,
  id: number,
  owners: ReadonlyMap<number, number>,
  everything: boolean,
): UnitNode[] {
  const unit = sight.tree.units.get(id);
  if (!unit) return [];
  const readable = sight.readable.has(id);
  if (!readable && !sight.named.has(id) && !everything) return [];
  return [
    {
      ...unitRef(unit),
      parentId: unit.parentId,
      access: readable ? "full" : "summary",
      owners: readable ? (owners.get(id) ?? 0) : null,
      aliases: readable || everything ? unit.aliases : [],
      children: (sight.tree.children.get(id) ?? []).flatMap((child) =>
        node(sight, child, owners, everything),
      ),
    },
  ];
}

/**
 * The organisation one may see, as it stood on a wave's cut-off day, or today. Units of others are not in it; the units
 * above one's own are, by name. Whoever manages people sees every name, for giving roles.
 */
export async function unitTree(db: Database, scope: Scope, waveId?: number): Promise<readonly UnitNode[]> {
  const wave =
    waveId === undefined
      ? undefined
      : await db.selectFrom("wave").select("cutoff_on").where("id", "=", waveId).executeTakeFirst();
  if (waveId !== undefined && !wave)
    throw new AppError("not_found", "There is no such wave: choose another.");
  const tree = wave ? await treeOn(db, wave.cutoff_on) : scope.tree;
  const sight = sightOn(scope, tree);
  const owners = waveId === undefined ? new Map<number, number>() : await ownersByUnit(db, waveId, tree);
  const everything = scope.capabilities.has("people.manage");
  return (tree.children.get(null) ?? []).flatMap((root) => node(sight, root, owners, everything));
}
