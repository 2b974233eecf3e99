"use client";

import { useTranslations } from "use-intl";
import type { UnitKind } from "#server/scope/unit-view.ts";
import type { SectionKey } from "./sections.ts";

/** What a section is called for this person: Home carries the level of their unit. */
export function useSectionName(homeKind: UnitKind | undefined) {
  const t = useTranslations("nav");
  return (key: SectionKey): string => {
    if (key !== "home") return t(key);
    if (homeKind === "group") return t("homeGroup");
    if (homeKind === "region") return t("homeRegion");
    return homeKind === "project" ? t("homeProject") : t("homeOther");
  };
}
