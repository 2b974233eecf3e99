"use client";

import { useTranslations } from "use-intl";
import type { QualityCode } from "#server/waves/quality/quality-codes.ts";

type Detail = Readonly<Record<string, unknown>> | null;

function numberIn(detail: Detail, name: string): number | undefined {
  const value = detail?.[name];
  return typeof value === "number" ? Math.round(value) : undefined;
}

/** What a screen saw, in a few words; empty where the mark says it all. */
export function useEvidence() {
  const t = useTranslations("qualityEvidence");
  return (code: QualityCode, detail: Detail): string => {
    const homes = numberIn(detail, "homes");
    const seconds = numberIn(detail, "seconds");
    const median = numberIn(detail, "median");
    const minutes = numberIn(detail, "minutes");
    const items = numberIn(detail, "items");
    if (code === "COACHED_BURST") return t("burst");
    if (seconds !== undefined)
      return median === undefined ? t("fast", { seconds }) : t("fastOf", { seconds, median });
    if (homes !== undefined) return t("homes", { homes });
    if (minutes !== undefined) return t("contact", { minutes });
    if (items !== undefined) return t("straight", { items });
    if (code === "OUT_OF_HOURS")
      return t(detail?.holiday === true ? "holiday" : "outOfHours", { clock: String(detail?.clock ?? "") });
    if (code === "STAFF_NETWORK") return t(detail?.network === "site" ? "site" : "signIn");
    return code === "second-answer" ? t("second") : "";
  };
}
