const DIGITS: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};

/** A whole number 0–99 in Chinese characters as digits, e.g. 二十三 → 23; undefined for anything else. */
export function chineseNumber(text: string): number | undefined {
  if (!/^(?:[零〇一二两三四五六七八九]|[一二两三四五六七八九]?十[一二三四五六七八九]?)$/.test(text))
    return undefined;
  const [tens, ones] = text.includes("十") ? text.split("十", 2) : [undefined, text];
  const unit = ones === "" || ones === undefined ? 0 : DIGITS[ones];
  if (unit === undefined) return undefined;
  if (tens === undefined) return unit;
  const ten = tens === "" ? 1 : DIGITS[tens];
  return ten === undefined ? undefined : ten * 10 + unit;
}
