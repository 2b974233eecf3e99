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
  readonly unit: MeasureUnit;
  /** Whether more of it is better for owners. */
  readonly moreIsBetter: boolean;
  readonly from: "repairs" | "complaints";
};

export const MEASURE_FACTS: Readonly<Record<MeasureKey, Measure>> = {
  "repairs-on-time": { unit: "percent", moreIsBetter: true, from: "repairs" },
  "repairs-reopened": { unit: "percent", moreIsBetter: false, from: "repairs" },
  "repairs-median-days": { unit: "days", moreIsBetter: false, from: "repairs" },
  "complaints-per-100": { unit: "per-100", moreIsBetter: false, from: "complaints" },
  "complaints-overdue": { unit: "percent", moreIsBetter: false, from: "complaints" },
  "complaints-solved": { unit: "percent", moreIsBetter: true, from: "complaints" },
};

/** Which measures stand beside which indicator, when headquarters says nothing else. */
export const BESIDE_DEFAULT: Record<string, MeasureKey[]> = {
  D4: ["repairs-on-time", "repairs-reopened", "repairs-median-days"],
  D5: ["complaints-per-100", "complaints-overdue", "complaints-solved"],
  P2: ["repairs-reopened"],
};
