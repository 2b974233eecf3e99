import { plainText } from "../normalise/plain-text.ts";

/** Rows of a table that are no data, by their codes. */
export type NonDataKind = "HEADER" | "SUBTOTAL" | "TOTAL" | "FOOTER" | "SAMPLE_ROW";

export type NonData = { readonly kind: NonDataKind /** Column that says so. */; readonly column?: number };

const SUBTOTAL = /小计[:：]?$/;
const TOTAL = /^(?:合计|总计|共计|累计|总合计)|(?:合计|总计)[:：]?$/;
const FOOTER =
  /^第\d+页|^共\d+[页条户行]|制表人|填表人|审核人|(?:打印|导出|填报|制表)(?:时间|日期|人)|^(?:备注|注|说明|填表说明)[:：]/;
const SAMPLE_SENTENCE = /示例行|样例行|填写时请?删除|此行为?示例|仅供参考/;
const SAMPLE_WORD = /^(?:例|示例|样例|范例|例如|例子)$/;

function sample(cells: readonly string[]): NonData | undefined {
  let word = -1;
  for (const [column, cell] of cells.entries()) {
    if (cell === "") continue;
    if (SAMPLE_SENTENCE.test(cell)) return { kind: "SAMPLE_ROW", column };
    if (word < 0 && SAMPLE_WORD.test(plainText(cell))) word = column;
  }
  return word < 0 ? undefined : { kind: "SAMPLE_ROW", column: word };
}

function repeatsHeader(cells: readonly string[], header: readonly string[]): boolean {
  let filled = 0;
  let same = 0;
  for (const [column, cell] of cells.entries()) {
    if (cell === "") continue;
    filled++;
    if (plainText(cell) === header[column]) same++;
  }
  return same >= 3 && same >= filled * 0.8;
}

/** A running number first and no sentence about samples last: data, as nearly every row is. */
function startsWithNumber(cells: readonly string[]): boolean {
  const [first = ""] = cells;
  if (first === "" || first.length > 12) return false;
  for (let at = 0; at < first.length; at++) {
    const code = first.charCodeAt(at);
    if (code < 48 || code > 57) return false;
  }
  return !SAMPLE_SENTENCE.test(cells.at(-1) ?? "");
}

/**
 * Whether a row below the header is no data: a subtotal, total, page footer, repeated header or the template's sample.
 * Totals and footers are told by the first words of the row, so that the same words inside data do no harm.
 * @param header the lower header row's words
 */
export function nonDataKind(cells: readonly string[], header: readonly string[]): NonData | undefined {
  if (startsWithNumber(cells)) return undefined;
  const at = cells.findIndex((cell) => cell.trim() !== "");
  if (at < 0) return undefined;
  const first = plainText(cells[at] ?? "").replace(/\s+/g, "");
  if (SUBTOTAL.test(first)) return { kind: "SUBTOTAL" };
  if (TOTAL.test(first)) return { kind: "TOTAL" };
  if (FOOTER.test(first) && cells.filter((cell) => cell.trim() !== "").length <= 4) return { kind: "FOOTER" };
  if (repeatsHeader(cells, header)) return { kind: "HEADER" };
  return sample(cells);
}
