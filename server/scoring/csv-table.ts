import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { CsvError, parse } from "csv-parse/sync";
import { AppError } from "../app-error.ts";
import { type InputProblem, refuseIfAny } from "./input-problem.ts";

/** A table as a file gives it: text, cells trimmed, blank rows left out. */
export type CsvTable = {
  /** Name of the file without its folder, for messages. */
  readonly file: string;
  /** SHA-256 of its bytes, hexadecimal. */
  readonly hash: string;
  readonly columns: readonly string[];
  readonly rows: readonly CsvRow[];
};

export type CsvRow = {
  /** As a spreadsheet shows it, the header being 1; a record in quotes counts as one row. */
  readonly number: number;
  readonly cells: readonly string[];
};

function textOf(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new AppError(
      "file_unreadable",
      `${file} is not UTF-8: save it as 'CSV UTF-8' and run the command again.`,
      {},
      cause,
    );
  }
}

/** Records of a text without a quote: a line each. */
function plainRecords(text: string): readonly (readonly string[])[] {
  return text.split("\n").map((line) => (line.endsWith("\r") ? line.slice(0, -1) : line).split(","));
}

function recordsOf(text: string, file: string): readonly (readonly string[])[] {
  // most files have no quote at all, and are read in half the time
  if (!text.includes('"') && text.includes("\n")) return plainRecords(text);
  try {
    return parse(text, { relax_column_count: true });
  } catch (failure) {
    if (!(failure instanceof CsvError)) throw failure;
    const line = typeof failure.lines === "number" ? ` near line ${failure.lines}` : "";
    throw new AppError(
      "file_unreadable",
      `${file} is not a table with commas${line}: probably a quote is not closed; correct it and run the command again.`,
      {},
      failure,
    );
  }
}

function shapeProblems({ file, columns, rows }: CsvTable): readonly InputProblem[] {
  const twice = columns.filter((column, place) => column !== "" && columns.indexOf(column) !== place);
  return [
    ...twice.map((column) => ({ file, row: 1, column, says: "the column stands there twice; keep one" })),
    ...rows
      .filter(
        ({ cells }) =>
          cells.length < columns.length || cells.slice(columns.length).some((cell) => cell !== ""),
      )
      .map(({ number, cells }) => ({
        file,
        row: number,
        says: `it has ${cells.length} cells and the header ${columns.length}; correct the row`,
      })),
  ];
}

/** The bytes of a file. @throws AppError `file_unreadable` */
export async function bytesOfFile(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new AppError(
      "file_unreadable",
      `${path} cannot be read: check its name and your rights.`,
      {},
      cause,
    );
  }
}

/** SHA-256 in hexadecimal. */
function hashOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/**
 * Reads a comma-separated table with a header, UTF-8 with or without byte order mark.
 * @throws AppError `file_unreadable` when there is no such table in it, `invalid` naming rows that do not fit the header
 */
export async function readCsvTable(path: string): Promise<CsvTable> {
  const file = basename(path);
  const bytes = await bytesOfFile(path);
  const [header, ...records] = recordsOf(textOf(bytes, file), file);
  const columns = (header ?? []).map((name) => name.trim());
  if (columns.every((name) => name === ""))
    throw new AppError("file_unreadable", `${file} is empty: its first row must name the columns.`);
  const table = {
    file,
    hash: hashOf(bytes),
    columns,
    rows: records.flatMap((cells, place) =>
      cells.every((cell) => cell.trim() === "")
        ? []
        : [{ number: place + 2, cells: cells.map((cell) => cell.trim()) }],
    ),
  };
  refuseIfAny(shapeProblems(table));
  return table;
}

/** Place of a column, undefined when the table has none of that name. */
export function columnAt({ columns }: CsvTable, name: string): number | undefined {
  const place = columns.indexOf(name);
  return place < 0 ? undefined : place;
}

/** Text of a cell. */
export function cellAt({ cells }: CsvRow, place: number): string {
  return cells[place] ?? "";
}
