import type { Analysis } from "../analysis/analysis.ts";

/** The names of units as they were on a day; the newest known name on days without one. */
export async function unitNames(analysis: Analysis): Promise<(unitId: number, day: string) => string> {
  const rows = await analysis.query(
    "select unit_id, name, valid_from::varchar as first, coalesce(valid_to::varchar, '9999-12-31') as last from org_placement order by unit_id, valid_from",
  );
  const byUnit = Map.groupBy(rows, ({ unit_id }) => Number(unit_id));
  return (unitId, day) => {
    const own = byUnit.get(unitId) ?? [];
    const found = own.find(({ first, last }) => String(first) <= day && day <= String(last)) ?? own.at(-1);
    return found === undefined ? String(unitId) : String(found.name);
  };
}
