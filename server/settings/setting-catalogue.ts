import { z } from "zod";
import { followupDays } from "#server/followups/followup-days.ts";
import { INDICATOR_SETTINGS } from "#server/indicators/settings.ts";
import { beside } from "#server/operations/beside-setting.ts";
import { RETENTION_SETTINGS } from "#server/retention/settings.ts";
import { monthAndDay } from "#server/waves/annual-wave.ts";
import { WAVE_SETTINGS } from "#server/waves/settings.ts";

/** How a value is entered: the form beside its schema. */
export type SettingKind =
  | "number"
  | "numbers"
  | "years"
  | "days"
  | "hours"
  | "monthDay"
  | "text"
  | "choice"
  | "form"
  | "addresses"
  | "beside";

/** Groups of the screen, in its order. */
export const SETTING_GROUPS = [
  "phases",
  "contact",
  "sample",
  "weights",
  "quality",
  "verdict",
  "display",
  "privacy",
] as const;
export type SettingGroup = (typeof SETTING_GROUPS)[number];

/** When a changed value begins to count. */
export type SettingReach = "atOnce" | "nextFrame" | "nextClose";

export type SettingEntry = {
  readonly key: string;
  readonly group: SettingGroup;
  readonly kind: SettingKind;
  readonly reach: SettingReach;
  readonly schema: z.ZodType;
};

const contact = z.string().trim().max(200).default("");
const cutoff = monthAndDay.default("11-30");
const ALL = {
  ...INDICATOR_SETTINGS,
  ...WAVE_SETTINGS,
  ...RETENTION_SETTINGS,
  "wave.annual_cutoff": cutoff,
  "contact.followup_days": followupDays,
  "privacy.contact": contact,
  "operations.beside": beside,
};
export type SettingKey = keyof typeof ALL;

const PLACES: Readonly<Record<SettingKey, readonly [SettingGroup, SettingKind, SettingReach]>> = {
  "wave.annual_cutoff": ["phases", "monthDay", "nextFrame"],
  "phase.run_in_months": ["phases", "number", "nextFrame"],
  "phase.stable_months": ["phases", "number", "nextFrame"],
  "tenure.years": ["phases", "years", "nextFrame"],
  "contact.days": ["contact", "number", "nextFrame"],
  "contact.most": ["contact", "number", "atOnce"],
  "contact.rest_days": ["contact", "number", "atOnce"],
  "form.web": ["contact", "form", "atOnce"],
  "form.phone": ["contact", "form", "atOnce"],
  "form.visit": ["contact", "form", "atOnce"],
  "contact.hours": ["contact", "hours", "atOnce"],
  "contact.holidays": ["contact", "days", "atOnce"],
  "contact.followup_days": ["contact", "number", "atOnce"],
  "sample.take_all_below": ["sample", "number", "nextFrame"],
  "weights.collapse_below": ["weights", "number", "nextClose"],
  "weights.trim": ["weights", "number", "nextClose"],
  "weights.warn": ["weights", "number", "atOnce"],
  "fieldwork.rate_amber": ["quality", "number", "atOnce"],
  "fieldwork.rate_red": ["quality", "number", "atOnce"],
  "fieldwork.gap_points": ["quality", "number", "atOnce"],
  "quality.same_device": ["quality", "number", "atOnce"],
  "quality.same_phone": ["quality", "number", "atOnce"],
  "quality.burst_answers": ["quality", "number", "atOnce"],
  "quality.burst_hours": ["quality", "number", "atOnce"],
  "quality.burst_addresses": ["quality", "number", "atOnce"],
  "quality.burst_mean": ["quality", "number", "atOnce"],
  "quality.after_contact_minutes": ["quality", "number", "atOnce"],
  "quality.staff_networks": ["quality", "addresses", "atOnce"],
  "quality.interviewer_fewest": ["quality", "number", "atOnce"],
  "quality.interviewer_tail": ["quality", "number", "atOnce"],
  "quality.calls_an_hour": ["quality", "number", "atOnce"],
  "quality.visits_an_hour": ["quality", "number", "atOnce"],
  "quality.interviewer_pace": ["quality", "number", "atOnce"],
  "quality.interviewer_odd_share": ["quality", "number", "atOnce"],
  "publish.two_people": ["weights", "choice", "atOnce"],
  "verdict.level": ["verdict", "number", "atOnce"],
  "verdict.points": ["verdict", "number", "atOnce"],
  "verdict.shares": ["verdict", "number", "atOnce"],
  "verdict.nps": ["verdict", "number", "atOnce"],
  "verdict.watch": ["verdict", "number", "atOnce"],
  "ranking.answers": ["verdict", "number", "atOnce"],
  "ranking.reliability": ["verdict", "number", "atOnce"],
  "ranking.weighting": ["verdict", "number", "atOnce"],
  "comparison.broken_share": ["verdict", "number", "atOnce"],
  "comparison.mode_points": ["verdict", "number", "atOnce"],
  "comparison.sparse_share": ["verdict", "number", "atOnce"],
  "comparison.leave_out_c": ["verdict", "choice", "atOnce"],
  "display.steps": ["display", "numbers", "atOnce"],
  "display.full_from": ["display", "number", "atOnce"],
  "tasks.repair_days": ["display", "number", "atOnce"],
  "operations.repair_due_days": ["display", "number", "atOnce"],
  "operations.beside": ["display", "beside", "atOnce"],
  "callback.signing_days": ["display", "number", "atOnce"],
  "privacy.contact": ["privacy", "text", "atOnce"],
  "privacy.erasure_days": ["privacy", "number", "atOnce"],
  "retention.links_months": ["privacy", "number", "atOnce"],
  "retention.work_months": ["privacy", "number", "atOnce"],
  "retention.former_months": ["privacy", "number", "atOnce"],
  "retention.upload_days": ["privacy", "number", "atOnce"],
};

/** Every rule of the business that is a choice, in the order of the screen. */
export const SETTING_CATALOGUE: readonly SettingEntry[] = (Object.keys(PLACES) as SettingKey[]).map((key) => {
  const [group, kind, reach] = PLACES[key];
  return { key, group, kind, reach, schema: ALL[key] };
});

/** Rules between values, with the key to be named. */
export function contradiction(values: ReadonlyMap<string, unknown>): string | undefined {
  const [runIn, stable] = [values.get("phase.run_in_months"), values.get("phase.stable_months")];
  if (Number(stable) <= Number(runIn)) return "phase.stable_months";
  if (Number(values.get("fieldwork.rate_red")) >= Number(values.get("fieldwork.rate_amber")))
    return "fieldwork.rate_red";
  if (Number(values.get("weights.warn")) > Number(values.get("ranking.weighting"))) return "weights.warn";
  if (Number(values.get("verdict.watch")) < Number(values.get("verdict.level"))) return "verdict.watch";
  const steps = values.get("display.steps");
  return Array.isArray(steps) && Number(steps[0]) >= Number(steps[1]) ? "display.steps" : undefined;
}
