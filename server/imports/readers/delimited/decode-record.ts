import { isUtf8 } from "node:buffer";
import type { TextEncoding } from "./detect-encoding.ts";

const GB18030 = new TextDecoder("gb18030");
const UTF8 = new TextDecoder("utf-8", { ignoreBOM: true });

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
 * The text of one record. Exports glued together from several programs change their encoding between records: what
 * is UTF-8 is read as UTF-8 and the rest as GB18030, whatever the file mostly is. Stray NUL bytes are dropped.
 */
export function decodeRecord(record: Buffer, encoding: TextEncoding): string {
  let text: string;
  if (!isUtf8(record)) text = GB18030.decode(record);
  else if (encoding === "gb18030" && !isAscii(record) && !hasChineseInUtf8(record))
    text = GB18030.decode(record);
  else text = UTF8.decode(record);
  return text.includes("\0") ? text.replaceAll("\0", "") : text;
}
