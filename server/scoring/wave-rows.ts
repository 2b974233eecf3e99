import { type CsvRow, type CsvTable, cellAt, columnAt } from "./csv-table.ts";
import type { InputProblem } from "./input-problem.ts";

/** Which wave of a file with a column `wave` is meant. */
export type WaveChoice = {
  readonly name: string | undefined;
  /** Of two waves without a name, the one that is not this. */
  readonly otherThan?: string | undefined;
  /** Option of the command line that names it. */
  readonly option: "--wave" | "--compare-wave";
};

function chosen(waves: readonly string[], { name, otherThan }: WaveChoice): string | undefined {
  if (name !== undefined) return waves.includes(name) ? name : undefined;
  const others = waves.filter((wave) => wave !== otherThan);
  return others.length === 1 ? others[0] : undefined;
}

/** The rows of one wave where a table has a column `wave`, else all. One wave alone, or the other of two, needs no name. */
export function rowsOfWave(
  table: CsvTable,
  choice: WaveChoice,
): { readonly rows: readonly CsvRow[]; readonly problems: readonly InputProblem[] } {
  const { file, rows } = table;
  const place = columnAt(table, "wave");
  if (place === undefined || rows.length === 0) return { rows, problems: [] };
  const waves = [...new Set(rows.map((row) => cellAt(row, place)))];
  const wave = chosen(waves, choice);
  if (wave !== undefined) return { rows: rows.filter((row) => cellAt(row, place) === wave), problems: [] };
  const { name, option } = choice;
  const says =
    name === undefined
      ? `it holds the waves ${waves.join(", ")}; choose one with ${option}`
      : `there is no wave ${name}; choose one of ${waves.join(", ")} with ${option}`;
  return { rows: [], problems: [{ file, column: "wave", says }] };
}
