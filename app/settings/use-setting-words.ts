"use client";

import { useTranslations } from "use-intl";
import type { SettingView } from "#server/settings/list-settings.ts";
import type settingNames from "../messages/settings.zh-CN.json";

type Word = keyof (typeof settingNames)["settingName"];
type Unit = keyof (typeof settingNames)["settingUnit"];

const UNITS: Readonly<Record<string, Unit>> = {
  "phase.run_in_months": "months",
  "phase.stable_months": "months",
  "contact.days": "days",
  "contact.most": "times",
  "contact.rest_days": "days",
  "sample.take_all_below": "homes",
  "weights.collapse_below": "answers",
  "weights.trim": "multiple",
  "quality.same_device": "answers",
  "quality.same_phone": "answers",
  "quality.burst_answers": "answers",
  "quality.burst_hours": "hours",
  "quality.burst_addresses": "addresses",
  "quality.burst_mean": "mean",
  "quality.after_contact_minutes": "minutes",
  "quality.interviewer_fewest": "interviews",
  "quality.interviewer_tail": "share",
  "quality.calls_an_hour": "interviews",
  "quality.visits_an_hour": "interviews",
  "quality.interviewer_pace": "multiple",
  "quality.interviewer_odd_share": "share",
  "verdict.level": "level",
  "verdict.points": "points",
  "verdict.shares": "shares",
  "verdict.nps": "nps",
  "verdict.watch": "level",
  "ranking.answers": "answers",
  "ranking.reliability": "share",
  "ranking.weighting": "multiple",
  "weights.warn": "multiple",
  "fieldwork.rate_amber": "percent",
  "fieldwork.rate_red": "percent",
  "fieldwork.gap_points": "shares",
  "display.full_from": "answers",
  "comparison.broken_share": "share",
  "comparison.mode_points": "shares",
  "comparison.sparse_share": "share",
  "tasks.repair_days": "days",
  "operations.repair_due_days": "days",
  "callback.signing_days": "days",
  "contact.followup_days": "days",
  "privacy.erasure_days": "days",
  "retention.links_months": "months",
  "retention.work_months": "months",
  "retention.former_months": "months",
  "retention.upload_days": "days",
};

/** What a setting is called and how its value reads. */
export function useSettingWords() {
  const name = useTranslations("settingName");
  const note = useTranslations("settingNote");
  const unit = useTranslations("settingUnit");
  const t = useTranslations("settings");
  const word = (key: string) => key.replaceAll(".", "_") as Word;
  return {
    name: (key: string) => name(word(key)),
    note: (key: string) => note(word(key)),
    value: ({ key, kind }: Pick<SettingView, "key" | "kind">, value: unknown): string => {
      if (value === null) return t("off");
      if (typeof value === "boolean") return t(value ? "yes" : "no");
      if (value === "full" || value === "short" || value === "split") return t(`form_${value}`);
      if (kind === "days" && Array.isArray(value))
        return value.length === 0 ? t("none") : t("listed", { count: String(value.length) });
      if (kind === "addresses" && Array.isArray(value))
        return value.length === 0 ? t("none") : t("addressesListed", { count: String(value.length) });
      if (kind === "hours" && Array.isArray(value)) return value.join(t("joiner")).replaceAll("-", "–");
      if (kind === "years" && Array.isArray(value))
        return value.length === 0 ? t("none") : unit("years", { value: value.join(t("joiner")) });
      if (kind === "numbers" && Array.isArray(value)) return value.join(" · ");
      if (typeof value === "object") return Object.keys(value).join(t("joiner")) || t("none");
      if (value === "") return t("none");
      const of = UNITS[key];
      return of ? unit(of, { value: String(value) }) : String(value);
    },
  };
}
