import type { Completeness } from "./completeness.ts";
import type { OwnerPhase } from "./owner-phase.ts";

/**
 * Final outcome groups of the AAPOR Standard Definitions: I complete, P partial, R refusal or break-off,
 * NC non-contact, O other eligible non-interview, UH unknown whether the home is eligible, UO unknown, other,
 * NE not eligible. Response rates are made of their counts.
 */
export const DISPOSITION_GROUPS = ["I", "P", "R", "NC", "O", "UH", "UO", "NE"] as const;
export type DispositionGroup = (typeof DISPOSITION_GROUPS)[number];

export const DISPOSITION_GROUP_LABELS: Readonly<
  Record<DispositionGroup, { readonly zh: string; readonly en: string }>
> = {
  I: { zh: "完成", en: "Complete" },
  P: { zh: "部分完成", en: "Partial" },
  R: { zh: "拒绝或中断", en: "Refusal or break-off" },
  NC: { zh: "没联系上", en: "Non-contact" },
  O: { zh: "合格但未访", en: "Eligible, not interviewed" },
  UH: { zh: "不知是否合格（住户）", en: "Unknown eligibility, home" },
  UO: { zh: "不知是否合格（其他）", en: "Unknown eligibility, other" },
  NE: { zh: "不合格", en: "Not eligible" },
};

/** How a contact ended. */
export const DISPOSITIONS = [
  "completed",
  "partial",
  "broken_off",
  "hung_up",
  "refused",
  "do_not_contact",
  "appointment",
  "no_answer",
  "no_reply",
  "unable",
  "tenant",
  "left_out",
  "locked",
  "not_attempted",
  "wrong_number",
  "undelivered",
  "vacant",
  "not_owner",
  "screened_out",
] as const;
export type Disposition = (typeof DISPOSITIONS)[number];

export type DispositionMeaning = {
  readonly group: DispositionGroup;
  readonly zh: string;
  readonly en: string;
  /** No further contact after it. */
  readonly closes: boolean;
  /** Stays in the frame and needs a reason and an approver. */
  readonly needsApproval?: boolean;
};

export const DISPOSITION_MEANINGS: Readonly<Record<Disposition, DispositionMeaning>> = {
  completed: { group: "I", zh: "完成回访", en: "Completed", closes: true },
  partial: { group: "P", zh: "部分完成", en: "Partly completed", closes: true },
  broken_off: { group: "R", zh: "中途挂断", en: "Broken off", closes: true },
  hung_up: { group: "R", zh: "没开始就挂断", en: "Hung up before the first item", closes: false },
  refused: { group: "R", zh: "拒绝回访", en: "Refused", closes: true },
  do_not_contact: { group: "R", zh: "不再联系", en: "Asked not to be contacted", closes: true },
  appointment: { group: "NC", zh: "约时间再访", en: "Appointment made", closes: false },
  no_answer: { group: "NC", zh: "无人接听", en: "No answer", closes: false },
  no_reply: { group: "NC", zh: "收到邀请未作答", en: "Invited, no reply", closes: false },
  unable: { group: "O", zh: "本人不便作答", en: "Unable to answer", closes: true },
  tenant: { group: "O", zh: "租客代答", en: "Tenant answered", closes: false },
  left_out: { group: "O", zh: "申请不访", en: "Left out on request", closes: true, needsApproval: true },
  locked: { group: "UH", zh: "上门无人", en: "Visited, locked", closes: false },
  not_attempted: { group: "UH", zh: "未安排联系", en: "Never attempted", closes: false },
  wrong_number: { group: "UO", zh: "号码有误", en: "Number wrong or out of service", closes: false },
  undelivered: { group: "UO", zh: "邀请未送达", en: "Invitation not delivered", closes: false },
  vacant: { group: "NE", zh: "从未入住", en: "Vacant, never moved in", closes: true },
  screened_out: { group: "NE", zh: "不在回访范围", en: "Screened out", closes: true },
  not_owner: { group: "NE", zh: "不是业主或已转卖", en: "Not the owner, or sold on", closes: true },
};

/**
 * The AAPOR group of an outcome in the owner survey. Eligibility is known from the frame, so silence is a
 * non-contact; an appointment never kept is one too; a case someone wants left out stays eligible; an empty home
 * is not eligible once it was handed over, and nothing out of the ordinary before.
 */
export function dispositionGroup(disposition: Disposition, phase: OwnerPhase): DispositionGroup {
  if (disposition === "vacant" && phase === "P") return "NC";
  return DISPOSITION_MEANINGS[disposition].group;
}

/** The outcome of a response that came in. */
export function dispositionOf(completeness: Completeness): Disposition {
  switch (completeness) {
    case "complete":
      return "completed";
    case "partial":
      return "partial";
    case "break-off":
      return "broken_off";
    case "screened-out":
      return "screened_out";
  }
}

/** The six buttons of the call panel, in their fixed order. */
export const CALL_OUTCOMES: readonly Disposition[] = [
  "completed",
  "appointment",
  "no_answer",
  "refused",
  "wrong_number",
  "do_not_contact",
];
