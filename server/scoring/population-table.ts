import { type CsvRow, type CsvTable, cellAt, columnAt } from "./csv-table.ts";
import type { InputProblem } from "./input-problem.ts";
import { STRATUM_COLUMNS, type Stratification, stratumReader } from "./stratum-column.ts";
import { rowsOfWave, type WaveChoice } from "./wave-rows.ts";

/** Owners of a stratum, and the first row that speaks of it. */
export type Owners = { readonly owners: number; readonly row: CsvRow };

export type Population = {
  readonly table: CsvTable;
  readonly strata: ReadonlyMap<string, Owners>;
  readonly problems: readonly InputProblem[];
};

/**
 * Owners by stratum: the stratum's columns and `owners`, in the rows of the wave where there is a column `wave`;
 * other columns are ignored. Without strata the owners of all rows are added up.
 */
export function populationOf(table: CsvTable, stratification: Stratification, wave: WaveChoice): Population {
  const { file } = table;
  const place = columnAt(table, "owners");
  const stratumOf = stratumReader(table, stratification);
  const needed = [...STRATUM_COLUMNS[stratification], "owners"];
  const missing = needed.filter((name) => !table.columns.includes(name));
  if (place === undefined || stratumOf === undefined) {
    const says = `the header lacks ${missing.join(" and ")}; give a row a stratum with ${needed.join(", ")}`;
    return { table, strata: new Map(), problems: [{ file, row: 1, says }] };
  }
  const { rows, problems: waveProblems } = rowsOfWave(table, wave);
  const problems = [...waveProblems];
  const strata = new Map<string, Owners>();
  for (const row of rows) {
    const stratum = stratumOf(row);
    const text = cellAt(row, place);
    const owners = text === "" ? Number.NaN : Number(text);
    const at = { file, row: row.number };
    if (!(owners >= 0 && owners < Number.POSITIVE_INFINITY))
      problems.push({
        ...at,
        column: "owners",
        says: `'${text}' is no number of owners; give a number from 0 up`,
      });
    const known = strata.get(stratum);
    if (known !== undefined && stratification !== "none")
      problems.push({
        ...at,
        says: `stratum ${stratum} already stands in row ${known.row.number}; keep one row a stratum`,
      });
    strata.set(stratum, known ? { ...known, owners: known.owners + owners } : { owners, row });
  }
  return { table, strata, problems };
}
