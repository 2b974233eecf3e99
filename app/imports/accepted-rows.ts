import type { PastImport } from "#server/imports/past-imports.ts";

/** Rows that went into the record: new ones, changes, and what was kept as history. */
export function acceptedRows({ counts }: Pick<PastImport, "counts">): number {
  return counts.accept + counts.update + counts.history;
}
