"use client";

import { useTranslations } from "use-intl";
import type { QualityCode } from "#server/waves/quality/quality-codes.ts";

/** Names of the marks an answer can carry. */
export function useQualityNames() {
  const t = useTranslations("qualityMark");
  return (code: QualityCode): string => t(code);
}
