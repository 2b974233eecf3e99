import type { Text } from "#surveys/question.ts";

/** What may be odd about an answer. A mark alone leaves it counting: owners may be quick, and may be content. */
export const QUALITY_CODES = {
  COACHED_BURST: { zh: "短时间集中高分", en: "Burst of near-perfect answers" },
  SPEEDER: { zh: "用时过短", en: "Too fast" },
  STRAIGHTLINE: { zh: "直线作答", en: "One mark throughout" },
  SAME_DEVICE: { zh: "同一设备多户", en: "One device, several homes" },
  SAME_PHONE: { zh: "一号多户", en: "One phone number, several homes" },
  SAME_TEXT: { zh: "文字雷同", en: "The same words" },
  STAFF_NETWORK: { zh: "来自员工或现场网络", en: "From a network of our own" },
  AFTER_CONTACT: { zh: "接触员工后不久作答", en: "Minutes after a staff contact" },
  OUT_OF_HOURS: { zh: "钟点外访问", en: "Asked out of hours" },
  "second-answer": { zh: "同户第二份不同答卷", en: "A second, different answer of the home" },
  "break-off": { zh: "中途放弃", en: "Broken off" },
} as const satisfies Readonly<Record<string, Text>>;
export type QualityCode = keyof typeof QUALITY_CODES;

/** Found by the screens of this folder; the others are set when an answer comes in. */
export const SCREENED_CODES = [
  "COACHED_BURST",
  "SPEEDER",
  "STRAIGHTLINE",
  "SAME_DEVICE",
  "SAME_PHONE",
  "SAME_TEXT",
  "STAFF_NETWORK",
  "AFTER_CONTACT",
  "OUT_OF_HOURS",
] as const satisfies readonly QualityCode[];
export type ScreenedCode = (typeof SCREENED_CODES)[number];

/** Marks that together take an answer out of the counting until somebody has looked at it. */
export const ISOLATING: readonly (readonly ScreenedCode[])[] = [
  ["COACHED_BURST"],
  ["SPEEDER", "STRAIGHTLINE"],
];
