/**
 * Fills cells that stand only in the first row of their block, because they are merged or left out below. A block starts
 * where the first of the columns is filled again: then the others start anew too.
 * @param columns places of the columns, the outermost first
 */
export function fillDown(columns: readonly number[]): (cells: readonly string[]) => readonly string[] {
  const above = new Map<number, string>();
  if (columns.length === 0) return (cells) => cells;
  return (cells) => {
    const outermost = columns.findIndex((column) => (cells[column] ?? "").trim() !== "");
    for (const [depth, column] of columns.entries()) {
      const own = (cells[column] ?? "").trim() === "" ? undefined : cells[column];
      if (own !== undefined) above.set(column, own);
      else if (outermost >= 0 && depth > outermost) above.delete(column);
    }
    if (columns.every((column) => (cells[column] ?? "") === (above.get(column) ?? ""))) return cells;
    const filled = [...cells];
    for (const column of columns) filled[column] = above.get(column) ?? "";
    return filled;
  };
}
