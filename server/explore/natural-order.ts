const DIGITS = "零一二三四五六七八九";

/** Chinese numbers below a hundred as figures: 十二期 becomes 12期. */
function withFigures(text: string): string {
  return text.replace(/[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]/g, (number) => {
    const ten = number.indexOf("十");
    if (ten < 0) return String(DIGITS.indexOf(number));
    const [tens, ones] = [number.slice(0, ten), number.slice(ten + 1)];
    return String((tens ? DIGITS.indexOf(tens) : 1) * 10 + (ones ? DIGITS.indexOf(ones) : 0));
  });
}

const COLLATOR = new Intl.Collator("zh-CN", { numeric: true });

/** Orders names as people count: 一期, 二期, 三期 … 十期; what has no name comes last. */
export function naturalOrder(a: string, b: string): number {
  if (a === "" || b === "") return a === b ? 0 : a === "" ? 1 : -1;
  return COLLATOR.compare(withFigures(a), withFigures(b)) || (a < b ? -1 : a > b ? 1 : 0);
}
