"use client";

import { useTranslations } from "use-intl";
import type { Mode } from "#server/waves/planned-modes.ts";

const KEYS = { web: "modeWeb", phone: "modePhone", visit: "modeVisit" } as const;

/** Names of the ways an answer can come. */
export function useModeNames() {
  const t = useTranslations("filter");
  return (mode: Mode): string => t(KEYS[mode]);
}
