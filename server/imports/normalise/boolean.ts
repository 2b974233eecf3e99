const YES = new Set([
  "是",
  "√",
  "✓",
  "✔",
  "☑",
  "1",
  "y",
  "yes",
  "true",
  "有",
  "对",
  "已",
  "愿意",
  "同意",
  "t",
  "on",
]);
const NO = new Set([
  "否",
  "×",
  "✗",
  "✘",
  "☐",
  "0",
  "n",
  "no",
  "false",
  "无",
  "没有",
  "不",
  "不是",
  "未",
  "不愿意",
  "不同意",
  "f",
  "off",
]);

/** Yes and no in the ways forms write them; undefined for anything else. */
export function readBoolean(plain: string): boolean | undefined {
  const word = plain.toLowerCase();
  if (YES.has(word)) return true;
  return NO.has(word) ? false : undefined;
}
