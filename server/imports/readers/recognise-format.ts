import { detectEncoding } from "./delimited/detect-encoding.ts";

export type RecognisedFormat =
  | "zip"
  | "ole"
  | "xml-spreadsheet"
  | "html-table"
  | "delimited"
  | "empty"
  | "unknown";

function startsWith(head: Uint8Array, ...bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => head[index] === byte);
}

/** Text holds next to no control characters; a stray NUL from a broken export does not make a file binary. */
function looksLikeText(head: Uint8Array): boolean {
  const sample = head.subarray(0, 64 * 1024);
  let control = 0;
  for (const byte of sample) if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) control++;
  return control <= Math.max(2, sample.length / 200);
}

/**
 * What a file is, by its first bytes and never by its ending: exports called .xls are often HTML, XML or tab text.
 * @param head the first bytes of the file, 64 KiB or all of it
 */
export function recogniseFormat(head: Uint8Array): RecognisedFormat {
  if (head.length === 0) return "empty";
  if (startsWith(head, 0x50, 0x4b, 0x03, 0x04) || startsWith(head, 0x50, 0x4b, 0x05, 0x06)) return "zip";
  if (startsWith(head, 0xd0, 0xcf, 0x11, 0xe0)) return "ole";
  const encoding = detectEncoding(head, false);
  if (!encoding.startsWith("utf-16") && !looksLikeText(head)) return "unknown";
  const text = new TextDecoder(encoding).decode(head.subarray(0, 8192)).trimStart();
  if (text === "" && head.length < 8192) return "empty";
  if (/^<\?xml[^>]*>[\s\S]*(?:office:spreadsheet|<(?:\w+:)?Workbook\b)/i.test(text)) return "xml-spreadsheet";
  if (
    /^(?:<\?xml[^>]*>|<!--[\s\S]*?-->|\s)*<(?:!doctype\s+html|html|head|meta|body|table|style|div)\b/i.test(
      text,
    )
  )
    return "html-table";
  return "delimited";
}
