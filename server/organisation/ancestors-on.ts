/**
 * SQL of the units above every unit on a day, itself included: `unit_id`, `ancestor_id`, `kind` of the ancestor,
 * `distance`. A unit without a placement on the day stands alone.
 * @param day SQL of the day, e.g. a parameter "$2::date"
 */
export function ancestorsOn(day: string): string {
  return `with recursive above (unit_id, ancestor_id, kind, distance) as (
      select id, id, kind, 0 from org_unit
    union all
      select a.unit_id, parent.id, parent.kind, a.distance + 1 from above a
      join org_placement p on p.unit_id = a.ancestor_id and daterange(p.valid_from, p.valid_to, '[]') @> ${day}
      join org_unit parent on parent.id = p.parent_id
      where a.distance < 20
    ) select unit_id, ancestor_id, kind, distance from above`;
}
