import { isUtf8 } from "node:buffer";

export type TextEncoding = "utf-8" | "gb18030" | "utf-16le" | "utf-16be";

/** Share of NUL bytes at even and odd places; plain text without a mark is UTF-16 when one side is full of them. */
function utf16WithoutMark(head: Uint8Array): TextEncoding | undefined {
  const sample = head.subarray(0, 4096);
  let even = 0;
  let odd = 0;
  for (let index = 0; index < sample.length; index++) {
    if (sample[index] !== 0) continue;
    if (index % 2 === 0) even++;
    else odd++;
  }
  const half = sample.length / 2;
  if (odd > half * 0.2 && even < half * 0.02) return "utf-16le";
  if (even > half * 0.2 && odd < half * 0.02) return "utf-16be";
  return undefined;
}

/** Without a character cut in two at the end of a sample. */
function wholeCharacters(head: Uint8Array): Uint8Array {
  let end = head.length;
  for (let back = 0; back < 3 && end > 0 && ((head[end - 1] ?? 0) & 0xc0) === 0x80; back++) end--;
  if (end > 0 && (head[end - 1] ?? 0) >= 0xc0) end--;
  return head.subarray(0, end);
}

/** More records that are UTF-8 (and not plain ASCII) than records that are not. */
function mostlyUtf8(head: Uint8Array): boolean {
  let utf8 = 0;
  let other = 0;
  let start = 0;
  for (let end = head.indexOf(10); end >= 0; start = end + 1, end = head.indexOf(10, start)) {
    const record = head.subarray(start, end);
    if (!isUtf8(record)) other++;
    else if (record.some((byte) => byte > 127)) utf8++;
  }
  return utf8 > other;
}

/**
 * The encoding a text file is mostly in: byte order mark, strict UTF-8, else GB18030 (which GBK and GB2312 are part of).
 * Single records may differ; they are decoded one by one.
 * @param complete whether `head` is the whole file, so that nothing is cut at its end
 */
export function detectEncoding(head: Uint8Array, complete: boolean): TextEncoding {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return "utf-8";
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  const wide = utf16WithoutMark(head);
  if (wide) return wide;
  return isUtf8(complete ? head : wholeCharacters(head)) || mostlyUtf8(head) ? "utf-8" : "gb18030";
}
