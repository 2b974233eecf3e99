import type { Text } from "./question.ts";

/** Parts of a method page that only people know, in its order. */
export const WAVE_NOTES = ["collection", "contractor", "incentives", "missed", "other"] as const;
export type WaveNote = (typeof WAVE_NOTES)[number];

/** What the parts are called, on screens and in files. */
export const WAVE_NOTE_LABELS: Readonly<Record<WaveNote, Text>> = {
  collection: { zh: "收集方式及理由", en: "Collection, and why" },
  contractor: { zh: "外部承办方", en: "External contractor" },
  incentives: { zh: "答谢或奖励", en: "Incentives" },
  missed: { zh: "未达目标的原因", en: "Why fewer than planned" },
  other: { zh: "其他说明", en: "Anything else" },
};

/** What nobody wrote down. */
export const NOT_STATED: Text = { zh: "未说明", en: "Not stated" };
