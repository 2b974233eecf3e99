import { cleanText } from "../normalise/plain-text.ts";
import type { Sheet, SheetFile, SheetRow } from "../readers/sheet.ts";
import { fillDown } from "./fill-down.ts";
import { type FoundHeader, findHeader, HEADER_WITHIN } from "./find-header.ts";
import type { ColumnMatcher } from "./match-columns.ts";
import { type NonDataKind, nonDataKind } from "./row-kind.ts";
import { makeTable, type Table } from "./table.ts";

/** What a source says about its tables. */
export type TableShape = {
  readonly match: ColumnMatcher;
  /** Whether the fields found are enough to be this source's table. */
  readonly enough: (fields: ReadonlySet<string>) => boolean;
  /** Code of a sheet which holds something else. */
  readonly otherSheet: string;
  /** Fields filled down inside a block, the outermost first. */
  readonly filledDown: readonly string[];
};

/** A row that is no data. `column` counts from 0. */
export type SkippedRow = {
  readonly row: number;
  readonly code: NonDataKind | "TITLE" | "NOTE" | "BLANK";
  readonly column?: number;
};

export type TableBatch = {
  readonly sheet: Sheet;
  readonly table: Table;
  readonly rows: readonly SheetRow[];
  readonly skipped: readonly SkippedRow[];
};

/** A sheet that is not imported, with its reason. */
export type OtherSheet = { readonly sheet: Sheet; readonly code: string };

const NOTE = /^(?:填表说明|说明|备注|注意|注|填写说明|提示)\s*[:：]?/;
/** A longer gap is a stray cell far below, not blank rows somebody left. */
const LONGEST_GAP = 10_000;

function isBlank(cells: readonly string[]): boolean {
  for (const cell of cells) if (cell !== "" && cleanText(cell) !== "") return false;
  return true;
}

/** The first rows that hold something, and a way to go on after them. */
async function firstRows(
  sheet: Sheet,
): Promise<{ readonly head: readonly SheetRow[]; readonly rest: AsyncIterator<readonly SheetRow[]> }> {
  const rest = sheet.rows()[Symbol.asyncIterator]();
  const head: SheetRow[] = [];
  while (head.filter(({ cells }) => !isBlank(cells)).length < HEADER_WITHIN) {
    const next = await rest.next();
    if (next.done) break;
    head.push(...next.value);
  }
  return { head, rest };
}

async function* after(
  head: readonly SheetRow[],
  rest: AsyncIterator<readonly SheetRow[]>,
): AsyncGenerator<readonly SheetRow[]> {
  yield head;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

function aboveHeader(rows: readonly SheetRow[], header: FoundHeader): readonly SkippedRow[] {
  const first = header.rows[0]?.number ?? 1;
  return rows
    .filter(({ number, cells }) => number < first && !isBlank(cells))
    .map(({ number, cells }) => {
      const word = cleanText(cells.find((cell) => cleanText(cell) !== "") ?? "");
      return { row: number, code: NOTE.test(word) ? "NOTE" : "TITLE" };
    });
}

async function* walkSheet(
  sheet: Sheet,
  header: FoundHeader,
  table: Table,
  shape: TableShape,
  batches: AsyncIterable<readonly SheetRow[]>,
): AsyncGenerator<TableBatch> {
  const lastHeader = header.rows.at(-1)?.number ?? 1;
  const headerWords = (header.rows.at(-1)?.cells ?? []).map((cell) => cleanText(cell));
  const fill = fillDown(shape.filledDown.map((field) => table.at(field)).filter((column) => column >= 0));
  let previous = 0;
  let opening: readonly SkippedRow[] | undefined;
  for await (const batch of batches) {
    const rows: SheetRow[] = [];
    const skipped: SkippedRow[] = [];
    if (opening === undefined) {
      opening = [
        ...aboveHeader(batch, header),
        ...header.rows.map(({ number }) => ({ row: number, code: "HEADER" as const })),
      ];
      skipped.push(...opening);
    }
    for (const row of batch) {
      if (isBlank(row.cells)) continue;
      if (row.number - previous <= LONGEST_GAP)
        for (let gap = previous + 1; gap < row.number; gap++) skipped.push({ row: gap, code: "BLANK" });
      previous = row.number;
      if (row.number <= lastHeader) continue;
      const nonData = nonDataKind(row.cells, headerWords);
      if (nonData)
        skipped.push({
          row: row.number,
          code: nonData.kind,
          ...(nonData.column !== undefined && { column: nonData.column }),
        });
      else {
        const cells = fill(row.cells);
        // numbers tell of the cells as they were
        rows.push(cells === row.cells ? row : { number: row.number, hidden: row.hidden, cells });
      }
    }
    yield { sheet, table, rows, skipped };
  }
}

/**
 * Walks the tables of a file in batches, every row of a table once: data rows with their blocks filled down, and rows
 * that are none. Sheets without a table of the source come as `OtherSheet`; hidden sheets are not read.
 */
export async function* walkTables(
  file: SheetFile,
  shape: TableShape,
): AsyncGenerator<TableBatch | OtherSheet> {
  for (const sheet of file.sheets) {
    if (sheet.hidden) {
      yield { sheet, code: "HIDDEN_SHEET" };
      continue;
    }
    const { head, rest } = await firstRows(sheet);
    const written = head.filter(({ cells }) => !isBlank(cells));
    const header = findHeader(written, shape.match, shape.enough);
    if (!header) {
      await rest.return?.();
      yield { sheet, code: written.length === 0 ? "EMPTY_SHEET" : shape.otherSheet };
      continue;
    }
    const first = header.rows[0]?.number ?? 1;
    const titles = written
      .filter(({ number }) => number < first)
      .flatMap(({ cells }) => cells.map(cleanText).filter((word) => word !== ""));
    const headerRows = header.rows.map(({ number }) => number);
    const table = makeTable(header.columns, headerRows, titles, file.format !== "delimited");
    yield* walkSheet(sheet, header, table, shape, after(head, rest));
  }
}
