/** Characters that show nothing: zero-width, byte order mark, direction marks, controls; not line ends, tabs, and joiners of emoji. */
const INVISIBLE = /(?![\n\t])(?!\u200d\p{Extended_Pictographic})[\p{Cc}\p{Cf}]/gu;
const NEEDS_WORK = /[\p{Cc}\p{Cf}\u00a0\u2000-\u200a\u202f\u205f\u3000\uff01-\uff5e]|^\s|\s$/u;

/** Text as its writer meant it: invisible characters out, every kind of space a space, line ends one kind, ends trimmed. */
export function cleanText(text: string): string {
  if (!NEEDS_WORK.test(text)) return text;
  return text
    .replace(/\r\n?/g, "\n")
    .replace(INVISIBLE, "")
    .replace(/[\t\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, " ")
    .trim();
}

/** Clean text with full-width Latin letters, digits and signs as ordinary ones, for values that are compared or computed. */
export function plainText(text: string): string {
  if (!NEEDS_WORK.test(text)) return text;
  return cleanText(text)
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .trim();
}
