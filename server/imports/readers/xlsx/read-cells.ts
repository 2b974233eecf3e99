import { AppError } from "../../../app-error.ts";
import { type SerialShape, serialToText } from "../serial-date.ts";
import { LIMITS } from "../sheet.ts";
import { richText } from "./read-shared-strings.ts";
import { xmlText } from "./xml-elements.ts";

export type CellContext = {
  readonly strings: readonly string[];
  readonly dateStyles: readonly (SerialShape | undefined)[];
  readonly date1904: boolean;
  /** Namespace prefix of the sheet's tags with its colon, usually empty. */
  readonly prefix: string;
};

/** A stored number as a person would type it: 15 significant digits, no exponent. */
export function plainNumber(stored: string): string {
  if (/^-?\d{1,15}$/.test(stored)) return stored;
  const value = Number(stored);
  return Number.isFinite(value) ? String(Number(value.toPrecision(15))) : stored;
}

function column(reference: string): number {
  let index = 0;
  for (let at = 0; at < reference.length; at++) {
    const code = reference.charCodeAt(at);
    if (code < 65 || code > 90) break;
    index = index * 26 + code - 64;
  }
  return index - 1;
}

function attribute(tag: string, name: string): string | undefined {
  const at = tag.indexOf(` ${name}=`);
  if (at < 0) return undefined;
  const start = at + name.length + 3;
  return tag.slice(start, tag.indexOf(tag[start - 1] ?? '"', start));
}

function numberText(stored: string, style: string | undefined, context: CellContext): string {
  const shape = style === undefined ? undefined : context.dateStyles[Number(style)];
  if (shape === undefined) return plainNumber(stored);
  return serialToText(Number(stored), shape, context.date1904) ?? plainNumber(stored);
}

function between(xml: string, open: string, close: string, from: number, to: number): string | undefined {
  const start = xml.indexOf(open, from);
  if (start < 0 || start >= to) return undefined;
  const body = xml.indexOf(">", start) + 1;
  if (xml[body - 2] === "/") return "";
  return xml.slice(body, xml.indexOf(close, body));
}

/** Column and text of the cells between two places of a sheet's XML, laid out by column; gaps are empty. */
export function readCells(xml: string, from: number, to: number, context: CellContext): string[] {
  const { prefix } = context;
  const [open, close] = [`<${prefix}c`, `</${prefix}c>`];
  const [valueOpen, valueClose] = [`<${prefix}v`, `</${prefix}v>`];
  const cells: string[] = [];
  let next = 0;
  for (let at = xml.indexOf(open, from); at >= 0 && at < to; at = xml.indexOf(open, at)) {
    const tagEnd = xml.indexOf(">", at);
    const tag = xml.slice(at + open.length, tagEnd);
    const first = tag.charCodeAt(0);
    if (tag !== "" && first !== 32 && first !== 47 && first !== 10 && first !== 13 && first !== 9) {
      at += open.length;
      continue;
    }
    const reference = attribute(tag, "r");
    const index = reference === undefined ? next : column(reference);
    next = index + 1;
    if (tag.endsWith("/")) {
      at = tagEnd;
      continue;
    }
    const end = xml.indexOf(close, tagEnd);
    const type = attribute(tag, "t");
    let text: string;
    if (type === "inlineStr") text = richText(xml.slice(tagEnd + 1, end));
    else {
      const stored = between(xml, valueOpen, valueClose, tagEnd, end) ?? "";
      if (type === "s") text = context.strings[Number(stored)] ?? "";
      else if (type === "b") text = stored === "1" ? "TRUE" : "FALSE";
      else if (type === "str" || type === "e" || type === "d") text = xmlText(stored);
      else text = stored === "" ? "" : numberText(stored, attribute(tag, "s"), context);
    }
    if (text !== "") {
      if (index >= LIMITS.columns || text.length > LIMITS.recordBytes)
        throw new AppError(
          "file_unreadable",
          `A cell of the sheet is too long or stands too far to the right (${reference ?? index}): remove it and import again.`,
        );
      while (cells.length < index) cells.push("");
      cells[index] = text;
    }
    at = end;
  }
  return cells;
}
