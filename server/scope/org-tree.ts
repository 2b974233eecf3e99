import type { Database } from "#server/database/connection.ts";
import type { CalendarDate } from "#surveys/calendar-date.ts";
import type { UnitKind, UnitRef } from "./unit-view.ts";

export type TreeUnit = UnitRef & {
  readonly parentId: number | null;
  readonly aliases: readonly string[];
};

/** The organisation as it stood on one day. Units without a placement that day are not in it. */
export type OrgTree = {
  readonly on: CalendarDate;
  readonly units: ReadonlyMap<number, TreeUnit>;
  /** Children by parent, in the order of their codes; roots stand under null. */
  readonly children: ReadonlyMap<number | null, readonly number[]>;
};

/** Reads the tree of a day, under the names in use that day. */
export async function treeOn(db: Database, on: CalendarDate): Promise<OrgTree> {
  const placed = await db
    .selectFrom("org_placement")
    .innerJoin("org_unit", "org_unit.id", "org_placement.unit_id")
    .select([
      "org_unit.id",
      "org_unit.code",
      "org_unit.kind",
      "org_placement.name",
      "org_unit.name_en",
      "org_placement.parent_id",
    ])
    .where("org_placement.valid_from", "<=", on)
    .where((where) => where.or([where("valid_to", "is", null), where("valid_to", ">=", on)]))
    .orderBy("org_unit.code")
    .execute();
  const aliases = Map.groupBy(
    await db
      .selectFrom("org_alias")
      .select(["unit_id", "alias"])
      .orderBy("alias")
      .orderBy("unit_id")
      .execute(),
    (row) => row.unit_id,
  );
  const units = new Map<number, TreeUnit>();
  for (const row of placed) {
    units.set(row.id, {
      id: row.id,
      code: row.code,
      kind: row.kind as UnitKind,
      name: row.name,
      nameEn: row.name_en,
      parentId: row.parent_id,
      aliases: (aliases.get(row.id) ?? []).map((entry) => entry.alias),
    });
  }
  const children = new Map<number | null, number[]>();
  for (const unit of units.values()) {
    // A unit whose parent has no place that day would otherwise vanish with everything below it.
    const parent = unit.parentId !== null && units.has(unit.parentId) ? unit.parentId : null;
    const siblings = children.get(parent);
    if (siblings) siblings.push(unit.id);
    else children.set(parent, [unit.id]);
  }
  return { on, units, children };
}

/** The unit and everything below it, parents first. */
export function subtree(tree: OrgTree, root: number): readonly number[] {
  if (!tree.units.has(root)) return [];
  const found = [root];
  for (let next = 0; next < found.length; next += 1) {
    const id = found[next];
    if (id !== undefined) found.push(...(tree.children.get(id) ?? []));
  }
  return found;
}

/** The units above, the root first, ending with the unit itself. */
export function pathTo(tree: OrgTree, id: number): readonly TreeUnit[] {
  const path: TreeUnit[] = [];
  for (let unit = tree.units.get(id); unit !== undefined; ) {
    path.unshift(unit);
    unit = unit.parentId === null ? undefined : tree.units.get(unit.parentId);
  }
  return path;
}

/** What a screen may know of a unit's identity. */
export function unitRef(unit: TreeUnit): UnitRef {
  return { id: unit.id, code: unit.code, kind: unit.kind, name: unit.name, nameEn: unit.nameEn };
}
