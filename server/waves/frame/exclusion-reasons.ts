import type { Text } from "#surveys/question.ts";

/** Why a home that is in the frame is not asked. The first three are rules; the others need two people. */
export const EXCLUSION_REASONS = {
  opted_out: { byRule: true, zh: "本人不愿接受调查", en: "Wants no surveys" },
  asked_recently: { byRule: true, zh: "近期已受访（90 天规则）", en: "Asked lately (90-day rule)" },
  person_asked_once: { byRule: true, zh: "同一业主的另一套房已受邀", en: "Owner asked for another home" },
  litigation: { byRule: false, zh: "诉讼或仲裁中", en: "In litigation" },
  safety: { byRule: false, zh: "人身安全风险", en: "Risk to the interviewer" },
  bereaved: { byRule: false, zh: "业主身故或重病", en: "Death or grave illness" },
  staff_home: { byRule: false, zh: "本集团员工的房屋", en: "Home of our own staff" },
  ledger_error: { byRule: false, zh: "台账有误", en: "Error in the ledger" },
  other: { byRule: false, zh: "其他（须写明）", en: "Other, to be explained" },
} as const satisfies Readonly<Record<string, Text & { readonly byRule: boolean }>>;

export type ExclusionReason = keyof typeof EXCLUSION_REASONS;

/** The reasons a person may give. */
export const ASKED_REASONS = [
  "litigation",
  "safety",
  "bereaved",
  "staff_home",
  "ledger_error",
  "other",
] as const satisfies readonly ExclusionReason[];
export type AskedReason = (typeof ASKED_REASONS)[number];
