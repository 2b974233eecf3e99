import { codeMessage } from "../code-messages.ts";
import type { LeftColumn, SheetReport } from "../import-report.ts";
import { type Disposition, noCounts, type RowOutcome, type RowWarning } from "../outcome.ts";
import type { Handling } from "../tables/column-spec.ts";
import { rowKey } from "./cells-of-rows.ts";
import type { FileNote } from "./import-run.ts";
import type { FileReading, ReadTable } from "./read-file.ts";
import { shownValue } from "./shown-value.ts";
import type { StagedVerdict } from "./stage.ts";

function sheetName(tables: readonly ReadTable[], sheet: number): string {
  return tables[sheet]?.sheet.name ?? "";
}

/** The sample row of a template is told by words, not by a cell that is wrong: its column goes by its header. */
function columnLabel({ table }: ReadTable, column: number, code: string): string {
  return code === "SAMPLE_ROW" ? (table.columns[column]?.header ?? "") : table.label(column);
}

/** Cells of rows that were looked up again, by `rowKey`. */
export type CellsByRow = ReadonlyMap<string, readonly string[]>;

/** All rows that were not plainly accepted, as they stand in the file. */
export function rowOutcomes(
  reading: FileReading,
  staged: readonly StagedVerdict[],
  cells: CellsByRow,
): readonly RowOutcome[] {
  const place = (sheet: number, column: number, code: string, value: string) => {
    const known = column < 0 ? undefined : reading.tables[sheet];
    return {
      column: known ? columnLabel(known, column, code) : "",
      value: known ? shownValue(value, known.table.columns[column]?.handling ?? "unmapped") : "",
    };
  };
  const fromReading = reading.verdicts.map((verdict) => ({
    sheet: verdict.sheet,
    row: verdict.row,
    disposition: verdict.disposition,
    code: verdict.code,
    ...place(verdict.sheet, verdict.column ?? -1, verdict.code, verdict.value),
  }));
  const fromRecord = staged.flatMap(({ sheet, row, disposition, code, field }) => {
    if (disposition === "accept") return [];
    const column = field === null ? -1 : (reading.tables[sheet]?.table.at(field) ?? -1);
    const value = cells.get(rowKey(sheetName(reading.tables, sheet), row))?.[column] ?? "";
    return [{ sheet, row, disposition, code, ...place(sheet, column, code, value) }];
  });
  return [...fromReading, ...fromRecord]
    .toSorted((a, b) => a.sheet - b.sheet || a.row - b.row)
    .map(({ sheet, row, column, disposition, code, value }) => ({
      sheet: sheetName(reading.tables, sheet),
      row,
      column,
      disposition,
      code,
      message: codeMessage(code),
      value,
    }));
}

type WarningPlace = {
  readonly sheet: number;
  readonly row: number;
  readonly column: number;
  readonly code: string;
  readonly value: string;
};

/** Remarks on rows that went in, as they stand in the file. */
export function rowWarnings(reading: FileReading, remarks: readonly WarningPlace[]): readonly RowWarning[] {
  return remarks
    .toSorted((a, b) => a.sheet - b.sheet || a.row - b.row || a.column - b.column)
    .map(({ sheet, row, column, code, value }) => {
      const table = reading.tables[sheet]?.table;
      return {
        sheet: sheetName(reading.tables, sheet),
        row,
        column: column < 0 ? "" : (table?.label(column) ?? ""),
        code,
        message: codeMessage(code),
        value: shownValue(value, table?.columns[column]?.handling ?? "unmapped"),
      };
    });
}

/** How many rows ended in each disposition. */
export function countRows(
  reading: FileReading,
  staged: ReadonlyMap<Disposition, number>,
): Record<Disposition, number> {
  const counts = noCounts();
  for (const { disposition } of reading.verdicts) counts[disposition]++;
  for (const [disposition, n] of staged) counts[disposition] += n;
  return counts;
}

/** The columns of a handling, by sheet. */
export function columnsWith(reading: FileReading, handling: Handling): readonly LeftColumn[] {
  return reading.tables.flatMap(({ sheet, table }) =>
    table.columns
      .filter((column) => column.handling === handling && column.header !== "")
      .map(({ index, header }) => ({
        sheet: sheet.name,
        column: table.label(index),
        index: index + 1,
        header,
      })),
  );
}

/** What was done with each sheet. */
export function sheetReports(reading: FileReading): readonly SheetReport[] {
  return [
    ...reading.tables.map(({ sheet, table }) => ({
      name: sheet.name,
      imported: true,
      headerRows: table.headerRows,
      columns: table.columns.map(({ header, handling, field }) => ({
        header,
        handling,
        ...(field !== undefined && { field }),
      })),
    })),
    ...reading.otherSheets.map(({ name, code }) => ({
      name,
      imported: false,
      code,
      message: codeMessage(code),
    })),
  ];
}

/** What may be shown of rows a person has to decide on, by header; dropped columns left out. */
export function cellsForReview(
  reading: FileReading,
  cells: CellsByRow,
  { sheet, row }: { readonly sheet: string; readonly row: number },
): Readonly<Record<string, string>> | null {
  const table = reading.tables.find((known) => known.sheet.name === sheet)?.table;
  const found = cells.get(rowKey(sheet, row));
  if (!table || !found) return null;
  return Object.fromEntries(
    table.columns.flatMap(({ index, header, handling }): [string, string][] => {
      const shown =
        handling === "keep" || handling === "vault" ? shownValue(found[index] ?? "", handling) : "";
      return shown === "" ? [] : [[header, shown]];
    }),
  );
}

/** Rows at which old and new spreadsheets end, and exports are cut without a word. */
const ROW_LIMITS: readonly number[] = [65_536, 1_048_576];

/** What to know of the file as a whole: remarks too many to list, and sheets which end where a spreadsheet must. */
export function readingNotes({ unlisted, tables }: FileReading): readonly FileNote[] {
  const many = [...unlisted].map(([code, n]) => ({
    code,
    subject: "warnings",
    message: `另有 ${n} 处未逐行列出 · ${n} more are not listed: ${codeMessage(code)}`,
  }));
  const cut = tables
    .filter(({ lastRow }) => ROW_LIMITS.includes(lastRow))
    .map(({ sheet }) => ({
      code: "ROWS_AT_LIMIT",
      subject: sheet.name,
      message: codeMessage("ROWS_AT_LIMIT"),
    }));
  return [...many, ...cut];
}
