import { type CsvRow, type CsvTable, cellAt, columnAt } from "./csv-table.ts";

/** What tells the strata of a sample apart: a column `stratum`, project and phase, or nothing (one stratum). */
export type Stratification = "stratum" | "project-phase" | "none";

/** Columns a stratification reads. */
export const STRATUM_COLUMNS: Readonly<Record<Stratification, readonly string[]>> = {
  stratum: ["stratum"],
  "project-phase": ["project", "phase"],
  none: [],
};

/** How answers are stratified: by their column `stratum`, else by project and phase where both exist. */
export function stratificationOf({ columns }: CsvTable): Stratification {
  if (columns.includes("stratum")) return "stratum";
  return columns.includes("project") && columns.includes("phase") ? "project-phase" : "none";
}

/** Reads the key of a row's stratum; undefined when the table lacks a column for it. */
export function stratumReader(
  table: CsvTable,
  stratification: Stratification,
): ((row: CsvRow) => string) | undefined {
  const places = STRATUM_COLUMNS[stratification].map((name) => columnAt(table, name));
  const known = places.filter((place) => place !== undefined);
  if (known.length < places.length) return undefined;
  return (row) => (known.length === 0 ? "all" : known.map((place) => cellAt(row, place)).join("|"));
}
