import { AppError } from "../../../app-error.ts";
import { LIMITS, type SheetRow } from "../sheet.ts";
import { type CellContext, readCells } from "./read-cells.ts";

const BATCH = 64;

function rowAttribute(tag: string, name: string): string | undefined {
  return new RegExp(`\\s${name}=["']([^"']*)["']`).exec(tag)?.[1];
}

function isTag(xml: string, after: number): boolean {
  const code = xml.charCodeAt(after);
  return code === 32 || code === 62 || code === 47 || code === 10 || code === 13 || code === 9;
}

/** Pieces put together until they are as long as what is left over of those before, so that a long row is not searched again with each. */
async function* gathered(pieces: AsyncIterable<string>, left: () => number): AsyncGenerator<string> {
  let waiting: string[] = [];
  let size = 0;
  for await (const piece of pieces) {
    waiting.push(piece);
    size += piece.length;
    if (size < left()) continue;
    yield waiting.join("");
    waiting = [];
    size = 0;
  }
  if (size > 0) yield waiting.join("");
}

/**
 * The rows of a sheet that hold something, from its XML in pieces. What the sheet declares as its size is not believed;
 * styled empty cells and rows, merged areas and pictures are passed over.
 */
export async function* readRows(
  pieces: AsyncIterable<string>,
  context: Omit<CellContext, "prefix">,
): AsyncGenerator<readonly SheetRow[]> {
  let prefix: string | undefined;
  let buffer = "";
  let number = 0;
  let batch: SheetRow[] = [];
  for await (const piece of gathered(pieces, () => buffer.length)) {
    buffer += piece;
    prefix ??= /<((?:\w+:)?)worksheet\b/.exec(buffer)?.[1];
    if (prefix === undefined) continue;
    const [open, close] = [`<${prefix}row`, `</${prefix}row>`];
    const cellContext: CellContext = { ...context, prefix };
    let position = 0;
    for (;;) {
      const start = buffer.indexOf(open, position);
      if (start < 0) {
        position = Math.max(position, buffer.length - open.length);
        break;
      }
      position = start;
      const tagEnd = buffer.indexOf(">", start);
      if (tagEnd < 0) break;
      if (!isTag(buffer, start + open.length)) {
        position = start + open.length;
        continue;
      }
      const empty = buffer[tagEnd - 1] === "/";
      const end = empty ? tagEnd : buffer.indexOf(close, tagEnd);
      if (end < 0) break;
      const tag = buffer.slice(start + open.length, tagEnd);
      number = Number(rowAttribute(tag, "r") ?? number + 1);
      position = empty ? tagEnd + 1 : end + close.length;
      const cells = empty ? [] : readCells(buffer, tagEnd, end, cellContext);
      if (cells.length === 0) continue;
      if (!(number >= 1 && number <= LIMITS.rows))
        throw new AppError(
          "file_unreadable",
          `Row ${number} lies outside any spreadsheet: save the file again in Excel or WPS.`,
        );
      batch.push({ number, hidden: /\shidden=["'](?:1|true)["']/.test(tag), cells });
      if (batch.length === BATCH) {
        yield batch;
        batch = [];
      }
    }
    buffer = buffer.slice(position);
    if (buffer.length > LIMITS.recordBytes * 16)
      throw new AppError(
        "file_unreadable",
        `The row after row ${number} is larger than any spreadsheet's: split the file or save it as csv.`,
      );
  }
  if (batch.length > 0) yield batch;
}
