import type { Text } from "#surveys/question.ts";
import type { RecordBases } from "./record-bases.ts";

/** What the record of operations can be asked for on this page. */
export const MEASURES = [
  "repairs-on-time",
  "repairs-reopened",
  "repairs-median-days",
  "complaints-per-100",
  "complaints-overdue",
  "complaints-solved",
  "calls-per-100",
  "calls-answered",
  "calls-median-wait",
] as const;
export type MeasureKey = (typeof MEASURES)[number];

export type MeasureUnit = "percent" | "days" | "seconds" | "per-100";

/** Records measures are made of. */
export const RECORD_SOURCES = ["repairs", "complaints", "calls"] as const;
export type RecordSource = (typeof RECORD_SOURCES)[number];

type Measure = {
  /** As the screen calls it. */
  readonly words: Text;
  readonly unit: MeasureUnit;
  /** Whether more of it is better for owners. */
  readonly moreIsBetter: boolean;
  readonly from: RecordSource;
  /** The records it is made of. */
  readonly base: keyof RecordBases;
};

export const MEASURE_FACTS: Readonly<Record<MeasureKey, Measure>> = {
  "repairs-on-time": {
    words: { zh: "按时修好", en: "Repairs on time" },
    unit: "percent",
    moreIsBetter: true,
    from: "repairs",
    base: "judged",
  },
  "repairs-reopened": {
    words: { zh: "修过又报", en: "Reopened repairs" },
    unit: "percent",
    moreIsBetter: false,
    from: "repairs",
    base: "repairs",
  },
  "repairs-median-days": {
    words: { zh: "修好用时", en: "Days to repair" },
    unit: "days",
    moreIsBetter: false,
    from: "repairs",
    base: "closed",
  },
  "complaints-per-100": {
    words: { zh: "每百户投诉", en: "Complaints per 100 owners" },
    unit: "per-100",
    moreIsBetter: false,
    from: "complaints",
    base: "complaints",
  },
  "complaints-overdue": {
    words: { zh: "超时答复", en: "Late replies" },
    unit: "percent",
    moreIsBetter: false,
    from: "complaints",
    base: "due",
  },
  "complaints-solved": {
    words: { zh: "投诉解决", en: "Complaints solved" },
    unit: "percent",
    moreIsBetter: true,
    from: "complaints",
    base: "settled",
  },
  "calls-per-100": {
    words: { zh: "每百户来电", en: "Calls per 100 owners" },
    unit: "per-100",
    moreIsBetter: false,
    from: "calls",
    base: "calls",
  },
  "calls-answered": {
    words: { zh: "热线接通", en: "Calls answered" },
    unit: "percent",
    moreIsBetter: true,
    from: "calls",
    base: "calls",
  },
  "calls-median-wait": {
    words: { zh: "热线等候", en: "Wait for an answer" },
    unit: "seconds",
    moreIsBetter: false,
    from: "calls",
    base: "answered",
  },
};

/** Which measures stand beside which indicator, when headquarters says nothing else. */
export const BESIDE_DEFAULT: Record<string, MeasureKey[]> = {
  D4: ["repairs-on-time", "repairs-reopened", "repairs-median-days"],
  D5: [
    "complaints-per-100",
    "complaints-overdue",
    "complaints-solved",
    "calls-per-100",
    "calls-answered",
    "calls-median-wait",
  ],
  P2: ["repairs-reopened"],
};
