"use client";

import { useTranslations } from "use-intl";
import type { PassportView } from "#server/indicators/reading-view.ts";
import { OWNER_PHASES } from "#surveys/owner-phase.ts";
import { useNames } from "../language/use-names.ts";

const MODE = { web: "modeWeb", phone: "modePhone", visit: "modeVisit" } as const;

/** The filters that narrowed a number, in words; the unit stands in the page's own bar. */
export function useFilterWords(filters: PassportView["filters"]): readonly string[] {
  const t = useTranslations("filter");
  const names = useNames();
  const phase = OWNER_PHASES.find((candidate) => candidate === filters.phase);
  const mode = filters.mode;
  return [
    ...(phase ? [`${t("phase")} ${names.phase(phase)}`] : []),
    ...(mode === "web" || mode === "phone" || mode === "visit" ? [`${t("mode")} ${t(MODE[mode])}`] : []),
  ];
}
