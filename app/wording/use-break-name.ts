"use client";

import { useTranslations } from "use-intl";
import type { BreakKind } from "#server/indicators/reading-view.ts";

const BREAK = {
  questionnaire: "version",
  wording: "wording",
  "not-asked": "notAsked",
  rule: "ruleChanged",
} as const satisfies Record<BreakKind, string>;

/** Why two years are not joined, in a word. */
export function useBreakName(): (kind: BreakKind) => string {
  const t = useTranslations("detail");
  return (kind) => t(BREAK[kind]);
}
