import { AppError } from "../../../app-error.ts";
import { LIMITS } from "../sheet.ts";
import { xmlText } from "./xml-elements.ts";

const PHONETIC = /<(?:\w+:)?rPh\b[\s\S]*?<\/(?:\w+:)?rPh>/g;
const TEXT = /<(?:\w+:)?t(?:\s[^>]*)?>([\s\S]*?)<\/(?:\w+:)?t>/g;

/** The words of a string item or an inline string: all its runs joined, without reading aids. */
export function richText(xml: string): string {
  let text = "";
  for (const [, run = ""] of (xml.includes("rPh") ? xml.replace(PHONETIC, "") : xml).matchAll(TEXT))
    text += xmlText(run);
  return text;
}

/** The strings that cells refer to by number. @throws AppError `too_large` when they would fill the memory */
export async function readSharedStrings(pieces: AsyncIterable<string>): Promise<readonly string[]> {
  const strings: string[] = [];
  let size = 0;
  let buffer = "";
  for await (const piece of pieces) {
    buffer += piece;
    let position = 0;
    for (const match of buffer.matchAll(/<(?:\w+:)?si(?:\s[^>]*)?(?:\/>|>([\s\S]*?)<\/(?:\w+:)?si>)/g)) {
      const text = richText(match[1] ?? "");
      size += text.length * 2 + 16;
      strings.push(text);
      position = match.index + match[0].length;
    }
    buffer = buffer.slice(position);
    if (size > LIMITS.sharedStringBytes || buffer.length > LIMITS.recordBytes * 4)
      throw new AppError(
        "too_large",
        "The workbook holds more text than can be read at once: split it or save it as csv.",
      );
  }
  return strings;
}
