import type { Text } from "./question.ts";
import type { TenureSpan } from "./tenure.ts";

/** Years since handover as a thing one divides by. */
export const TENURE_TITLE: Text = { zh: "入住时长", en: "Years since handover" };

const isYears = (months: number) => months % 12 === 0;

function length(months: number): Text {
  const [count, zh, en] = isYears(months) ? [months / 12, "年", "year"] : [months, "个月", "month"];
  return { zh: `${count} ${zh}`, en: `${count} ${en}${count === 1 ? "" : "s"}` };
}

/** What a class of years since handover is called; "ahead" are homes that are not handed over yet. */
export function tenureLabel(tenure: TenureSpan | "ahead"): Text {
  if (tenure === "ahead") return { zh: "未交付", en: "Not handed over yet" };
  const { from, to } = tenure;
  if (to === null) {
    if (from === 0) return { zh: "已交付", en: "Handed over" };
    const least = length(from);
    return { zh: `满 ${least.zh}`, en: `${least.en} and more` };
  }
  const most = length(to);
  if (from === 0) return { zh: `不满 ${most.zh}`, en: `Under ${most.en}` };
  const least = length(from);
  if (isYears(from) !== isYears(to)) return { zh: `${least.zh}–${most.zh}`, en: `${least.en} – ${most.en}` };
  const count = isYears(from) ? from / 12 : from;
  return { zh: `${count}–${most.zh}`, en: `${count}–${most.en}` };
}
