import { isUtf8 } from "node:buffer";
import type { TextEncoding } from "./detect-encoding.ts";

const GB18030 = new TextDecoder("gb18030");

/** Two-byte pairs of GB18030 can be valid UTF-8 by chance; three bytes a character, as Chinese has in UTF-8, hardly. */
function hasChineseInUtf8(record: Buffer): boolean {
  for (const byte of record) if (byte >= 0xe3 && byte <= 0xe9) return true;
  return false;
}

function isAscii(record: Buffer): boolean {
  for (const byte of record) if (byte > 127) return false;
  return true;
}

/**
 * One record as UTF-8. Exports glued together from several programs change their encoding between records: what
 * is UTF-8 stays as it is and the rest is read as GB18030, whatever the file mostly is. Stray NUL bytes are dropped.
 * @returns the record itself when there is nothing to do
 */
export function utf8Record(record: Buffer, encoding: TextEncoding): Buffer {
  const plain = isUtf8(record) && (encoding !== "gb18030" || isAscii(record) || hasChineseInUtf8(record));
  if (plain && record.indexOf(0) < 0) return record;
  const text = plain ? record.toString("utf8") : GB18030.decode(record);
  return Buffer.from(text.replaceAll("\0", ""), "utf8");
}

/**
 * Whether every record of these bytes can be taken as it is. Looking once at many costs less than at each.
 * @param bytes whole records; a character cut at the end makes it say no
 */
export function isPlainUtf8(bytes: Buffer, encoding: TextEncoding): boolean {
  return encoding !== "gb18030" && bytes.indexOf(0) < 0 && isUtf8(bytes);
}
