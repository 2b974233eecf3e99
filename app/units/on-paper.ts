/** As many columns as stand beside a name on an A4 page, upright. */
const MOST = 6;

/**
 * Columns in tables narrow enough for paper. A column that heads a group takes those after it along, as far as they fit.
 * @returns every column once, in its order
 */
export function onPaper<Column extends { readonly strong?: boolean }>(
  columns: readonly Column[],
): readonly (readonly Column[])[] {
  const groups: Column[][] = [];
  for (const column of columns) {
    const last = groups.at(-1);
    if (last?.[0]?.strong && !column.strong && last.length < MOST) last.push(column);
    else groups.push([column]);
  }
  const tables: Column[][] = [];
  for (const group of groups) {
    const last = tables.at(-1);
    if (last && last.length + group.length <= MOST) last.push(...group);
    else tables.push([...group]);
  }
  return tables;
}
