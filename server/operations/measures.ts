import type { Text } from "#surveys/question.ts";

/** What the record of operations can be asked for on this page. */
export const MEASURES = [
  "repairs-on-time",
  "repairs-reopened",
  "repairs-median-days",
  "complaints-per-100",
  "complaints-overdue",
  "complaints-solved",
] as const;
export type MeasureKey = (typeof MEASURES)[number];

export type MeasureUnit = "percent" | "days" | "per-100";

type Measure = {
  /** As the screen calls it. */
  readonly words: Text;
  readonly unit: MeasureUnit;
  /** Whether more of it is better for owners. */
  readonly moreIsBetter: boolean;
  readonly from: "repairs" | "complaints";
};

export const MEASURE_FACTS: Readonly<Record<MeasureKey, Measure>> = {
  "repairs-on-time": {
    words: { zh: "按时修好", en: "Repairs on time" },
    unit: "percent",
    moreIsBetter: true,
    from: "repairs",
  },
  "repairs-reopened": {
    words: { zh: "修过又报", en: "Reopened repairs" },
    unit: "percent",
    moreIsBetter: false,
    from: "repairs",
  },
  "repairs-median-days": {
    words: { zh: "修好用时", en: "Days to repair" },
    unit: "days",
    moreIsBetter: false,
    from: "repairs",
  },
  "complaints-per-100": {
    words: { zh: "每百户投诉", en: "Complaints per 100 owners" },
    unit: "per-100",
    moreIsBetter: false,
    from: "complaints",
  },
  "complaints-overdue": {
    words: { zh: "超时答复", en: "Late replies" },
    unit: "percent",
    moreIsBetter: false,
    from: "complaints",
  },
  "complaints-solved": {
    words: { zh: "投诉解决", en: "Complaints solved" },
    unit: "percent",
    moreIsBetter: true,
    from: "complaints",
  },
};

/** Which measures stand beside which indicator, when headquarters says nothing else. */
export const BESIDE_DEFAULT: Record<string, MeasureKey[]> = {
  D4: ["repairs-on-time", "repairs-reopened", "repairs-median-days"],
  D5: ["complaints-per-100", "complaints-overdue", "complaints-solved"],
  P2: ["repairs-reopened"],
};
