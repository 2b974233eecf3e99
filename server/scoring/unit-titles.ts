import type { Database } from "../database/connection.ts";

/** Name of every unit by its id as text; two units of one name are told apart by their codes. */
export async function unitTitles(db: Database): Promise<ReadonlyMap<string, string>> {
  const units = await db.selectFrom("org_unit").select(["id", "code", "name"]).orderBy("id").execute();
  const count = new Map<string, number>();
  for (const { name } of units) count.set(name, (count.get(name) ?? 0) + 1);
  return new Map(
    units.map(({ id, code, name }) => [String(id), (count.get(name) ?? 0) > 1 ? `${name} (${code})` : name]),
  );
}

/** Grouping columns whose values are ids of units. */
const OF_UNITS: ReadonlySet<string> = new Set(["region", "region_current", "project"]);

/** A group with names in place of ids, and the year in place of the wave's id. */
export function titledGroup(
  group: Readonly<Record<string, string>>,
  titles: ReadonlyMap<string, string>,
  wave: string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(group).map(([column, value]) => [
      column,
      column === "wave" ? wave : OF_UNITS.has(column) ? (titles.get(value) ?? value) : value,
    ]),
  );
}
