import type { CopyValue } from "../../database/copy-binary.ts";
import type { Verdict } from "../outcome.ts";
import type { Sheet, SheetFile, SheetRow } from "../readers/sheet.ts";
import type { Table } from "../tables/table.ts";
import { walkTables } from "../tables/walk-tables.ts";
import type { ReadWarning, RowReader, SourceAtWork } from "./import-run.ts";

/** A table that rows were read from; rows refer to it by its place in the list. */
export type ReadTable = {
  readonly sheet: Sheet;
  readonly table: Table /** Last row with something in it. */;
  readonly lastRow: number;
};

/** A row decided while it was read. */
export type ReadVerdict = Verdict & { readonly sheet: number; readonly row: number; readonly value: string };

/** A remark made while reading, standing when the row is accepted. */
export type StagedWarning = ReadWarning & {
  readonly ordinal: number;
  readonly sheet: number;
  readonly row: number;
  readonly value: string;
};

export type FileReading = {
  readonly tables: readonly ReadTable[];
  readonly otherSheets: readonly { readonly name: string; readonly code: string }[];
  /** Rows of the tables' sheets: data, headers, titles, totals and blank rows. */
  readonly rows: number;
  readonly verdicts: readonly ReadVerdict[];
  readonly warnings: readonly StagedWarning[];
  /** How many more remarks of a code there were than are listed. */
  readonly unlisted: ReadonlyMap<string, number>;
};

/** Remarks of one code and column that are listed; a column nobody can read would fill the memory with one remark a row. */
const LISTED = 10_000;

/** Where rows go whose fate the record decides. */
export type RowSink = {
  readonly add: (sheet: number, row: number, values: readonly CopyValue[]) => number;
  readonly drain: () => Promise<void>;
};

function cellOf({ cells }: SheetRow, column: number | undefined): string {
  return column === undefined ? "" : (cells[column] ?? "");
}

/** Reads every row of a file once and passes it through its source: to a verdict, or to the sink. */
export async function readFile(file: SheetFile, source: SourceAtWork, sink: RowSink): Promise<FileReading> {
  const tables: (ReadTable & { lastRow: number })[] = [];
  const otherSheets: { name: string; code: string }[] = [];
  const verdicts: ReadVerdict[] = [];
  const warnings: StagedWarning[] = [];
  const listed = new Map<string, number>();
  const unlisted = new Map<string, number>();
  const remark = (warning: StagedWarning) => {
    const key = `${warning.code}/${warning.sheet}/${warning.column ?? ""}`;
    const n = (listed.get(key) ?? 0) + 1;
    listed.set(key, n);
    if (n <= LISTED) warnings.push(warning);
    else unlisted.set(warning.code, (unlisted.get(warning.code) ?? 0) + 1);
  };
  let rows = 0;
  let read: RowReader | undefined;
  for await (const batch of walkTables(file, source.shape)) {
    if ("code" in batch) {
      otherSheets.push({ name: batch.sheet.name, code: batch.code });
      continue;
    }
    if (tables.at(-1)?.table !== batch.table) {
      tables.push({ sheet: batch.sheet, table: batch.table, lastRow: 0 });
      read = source.reader(batch.table, batch.sheet);
    }
    const sheet = tables.length - 1;
    rows += batch.rows.length + batch.skipped.length;
    const current = tables[sheet];
    if (current)
      current.lastRow = Math.max(
        current.lastRow,
        batch.rows.at(-1)?.number ?? 0,
        batch.skipped.at(-1)?.row ?? 0,
      );
    for (const { row, code, column } of batch.skipped)
      verdicts.push({
        sheet,
        row,
        code,
        disposition: code === "SAMPLE_ROW" ? "reject" : "skip",
        value: "",
        ...(column !== undefined && { column }),
      });
    for (const row of batch.rows) {
      const reading = read?.(row);
      if (!reading) continue;
      const { verdict, values, warnings: remarks } = reading;
      if (verdict) verdicts.push({ ...verdict, sheet, row: row.number, value: cellOf(row, verdict.column) });
      if (!values) continue;
      const ordinal = sink.add(sheet, row.number, values);
      if (row.hidden) remark({ ordinal, sheet, row: row.number, code: "HIDDEN_ROW", value: "" });
      if (remarks)
        for (const each of remarks)
          remark({ ...each, ordinal, sheet, row: row.number, value: cellOf(row, each.column) });
    }
    await sink.drain();
  }
  return { tables, otherSheets, rows, verdicts, warnings, unlisted };
}
