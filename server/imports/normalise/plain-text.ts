/** Characters that show nothing: zero-width, byte order mark, direction marks, controls; not line ends, tabs, and joiners of emoji. */
const INVISIBLE = /(?![\n\t])(?!\u200d\p{Extended_Pictographic})[\p{Cc}\p{Cf}]/gu;
/** Only Latin signs and common Chinese characters, as most cells are: nothing to clean, told without a pattern. */
function isOrdinary(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > 0x20 && code < 0x7f) continue;
    if (code >= 0x4e00 && code <= 0x9fff) continue;
    if (code === 0x20 && at > 0 && at < text.length - 1) continue;
    return false;
  }
  return true;
}

const NEEDS_WORK = /[\p{Cc}\p{Cf}\u00a0\u2000-\u200a\u202f\u205f\u3000\uff01-\uff5e]|^\s|\s$/u;

/** Text as its writer meant it: invisible characters out, every kind of space a space, line ends one kind, ends trimmed. */
export function cleanText(text: string): string {
  if (isOrdinary(text) || !NEEDS_WORK.test(text)) return text;
  return text
    .replace(/\r\n?/g, "\n")
    .replace(INVISIBLE, "")
    .replace(/[\t\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, " ")
    .trim();
}

/** Clean text with full-width Latin letters, digits and signs as ordinary ones, for values that are compared or computed. */
export function plainText(text: string): string {
  if (isOrdinary(text) || !NEEDS_WORK.test(text)) return text;
  return cleanText(text)
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .trim();
}
