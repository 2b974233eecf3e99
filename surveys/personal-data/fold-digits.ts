const CHINESE_DIGITS: Readonly<Record<string, string>> = {
  〇: "0",
  零: "0",
  一: "1",
  幺: "1",
  二: "2",
  三: "3",
  四: "4",
  五: "5",
  六: "6",
  七: "7",
  八: "8",
  九: "9",
  "\u3000": " ",
};

/**
 * The text with full-width letters, digits and signs and Chinese digits in their ASCII form, each in its place:
 * a position in the folded text is the same position in the original.
 */
export function foldDigits(text: string): string {
  return text.replace(/[\uFF01-\uFF5E\u3000〇零一幺二三四五六七八九]/g, (sign) => {
    return CHINESE_DIGITS[sign] ?? String.fromCharCode(sign.charCodeAt(0) - 0xfee0);
  });
}
