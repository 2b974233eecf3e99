/** Words people write into a cell that has nothing to say. */
const NULL_WORDS = new Set([
  "",
  "-",
  "--",
  "---",
  "—",
  "——",
  "/",
  "//",
  "\\",
  ".",
  "无",
  "无。",
  "没有填写",
  "未填",
  "未填写",
  "未提供",
  "未登记",
  "暂无",
  "空",
  "不详",
  "待定",
  "待补",
  "待补充",
  "n/a",
  "#n/a!",
  "na",
  "n.a.",
  "null",
  "none",
  "nil",
  "nan",
  "undefined",
  "(空)",
  "(空白)",
  "(null)",
]);

/** Whether plain text says that there is no value. "0" and "没有" are values here; readers of dates and phones refuse zero. */
export function isNullWord(plain: string): boolean {
  return plain.length <= 9 && NULL_WORDS.has(plain.toLowerCase());
}
