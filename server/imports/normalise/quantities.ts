function number(text: string): number | undefined {
  return /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : undefined;
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

/** An amount in yuan: 1,234.00 · ￥1,234 · 131.2万 · 131.2万元. */
export function readAmount(plain: string): number | undefined {
  const [, digits = "", unit] =
    /^[￥¥]?\s*(-?[\d,]+(?:\.\d+)?)\s*(万|亿)?\s*(?:元|圆|RMB|CNY)?(?:整)?$/i.exec(plain) ?? [];
  const value = number(digits.replaceAll(",", ""));
  if (value === undefined) return undefined;
  return rounded(value * (unit === "万" ? 10_000 : unit === "亿" ? 100_000_000 : 1), 2);
}

/** An area in square metres: 134.82 · 134.82㎡ · 134.82平方米 · 134.82m2. */
export function readArea(plain: string): number | undefined {
  const [, digits = ""] = /^([\d,]+(?:\.\d+)?)\s*(?:㎡|平方米|平米|平方|平|m2|m²)?$/i.exec(plain) ?? [];
  const value = number(digits.replaceAll(",", ""));
  return value === undefined ? undefined : rounded(value, 2);
}

/** A share between 0 and 1: 98% · 0.98 · 98 (more than one is taken as per cent). */
export function readShare(plain: string): number | undefined {
  const [, digits = "", percent] = /^(\d+(?:\.\d+)?)\s*(%|％)?$/.exec(plain) ?? [];
  const value = number(digits);
  if (value === undefined) return undefined;
  const share = percent || value > 1 ? value / 100 : value;
  return share <= 1 ? rounded(share, 6) : undefined;
}

/** A whole number such as a floor: 12 · 12层 · 12F · -1. */
export function readWhole(plain: string): number | undefined {
  const [, digits] = /^(-?\d{1,6})(?:\.0+)?\s*(?:层|楼|F|户|人|次)?$/i.exec(plain) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

/** A duration in seconds: 615秒 · 2分17秒 · 1小时2分 · 00:10:15 · 10:15 · 615. */
export function readDuration(plain: string): number | undefined {
  const spoken =
    /^(?:(\d+)\s*(?:小时|时|h))?\s*(?:(\d+)\s*(?:分钟?|min|m))?\s*(?:(\d+(?:\.\d+)?)\s*(?:秒钟?|s)?)?$/i.exec(
      plain,
    );
  if (plain !== "" && spoken)
    return Math.round(Number(spoken[1] ?? 0) * 3600 + Number(spoken[2] ?? 0) * 60 + Number(spoken[3] ?? 0));
  const clock = /^(?:(\d{1,3}):)?(\d{1,2}):(\d{2})$/.exec(plain);
  return clock ? Number(clock[1] ?? 0) * 3600 + Number(clock[2]) * 60 + Number(clock[3]) : undefined;
}
