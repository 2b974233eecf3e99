import type { SerialShape } from "../serial-date.ts";
import { xmlElements } from "./xml-elements.ts";

/** Built-in formats that show a day, a time or both (ECMA-376 part 1, 18.8.30, with the East Asian ones). */
const BUILT_IN: Readonly<Record<number, SerialShape>> = {
  ...Object.fromEntries(
    [14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58].map((id) => [id, "date"]),
  ),
  ...Object.fromEntries([18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56].map((id) => [id, "time"])),
  22: "datetime",
};

/** What a format code shows of a number, when that is a day or a time. */
export function shapeOfFormat(code: string): SerialShape | undefined {
  const plain = code
    .replace(/"[^"]*"|\\.|_.|\*./g, "")
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, "")
    .split(";", 1)[0];
  if (plain === undefined || /general|[#0?]\s*$/i.test(plain.replace(/[.]0+$/, ""))) return undefined;
  const time = /[hs]/i.test(plain);
  const date = /[yd]|年|月|日/i.test(plain) || (!time && /m/i.test(plain));
  if (date) return time ? "datetime" : "date";
  return time ? "time" : undefined;
}

/** For every cell style, by its index, what it shows of a number when that is a date. */
export function readDateStyles(xml: string): readonly (SerialShape | undefined)[] {
  const custom = new Map<number, SerialShape | undefined>();
  const styles: (SerialShape | undefined)[] = [];
  let inCellFormats = false;
  for (const { name, closing, attributes } of xmlElements(xml)) {
    if (name === "numFmt" && !closing)
      custom.set(Number(attributes.numFmtId), shapeOfFormat(attributes.formatCode ?? ""));
    else if (name === "cellXfs") inCellFormats = !closing;
    else if (name === "xf" && inCellFormats && !closing) {
      const id = Number(attributes.numFmtId ?? 0);
      styles.push(custom.has(id) ? custom.get(id) : BUILT_IN[id]);
    }
  }
  return styles;
}
