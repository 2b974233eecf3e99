import type { SheetFile } from "../readers/sheet.ts";

/** Key of a row in a file. */
export function rowKey(sheet: string, row: number): string {
  return `${row}\u0000${sheet}`;
}

/** Reads a file again and gives the cells of some of its rows, as they stand there. */
export async function cellsOfRows(
  file: SheetFile,
  wanted: ReadonlySet<string>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>();
  if (wanted.size === 0) return found;
  for (const sheet of file.sheets) {
    if (sheet.hidden) continue;
    for await (const batch of sheet.rows())
      for (const { number, cells } of batch) {
        const key = rowKey(sheet.name, number);
        if (wanted.has(key)) found.set(key, cells);
      }
  }
  return found;
}
