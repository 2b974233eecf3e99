"use client";

import { useTranslations } from "use-intl";
import type { ExclusionReason } from "#server/waves/frame/exclusion-reasons.ts";
import { formatCount } from "../../format.ts";

/** Homes that are not asked, by reason, as a line of words. */
export function LeftOut({ counts }: { readonly counts: Readonly<Partial<Record<ExclusionReason, number>>> }) {
  const t = useTranslations("wave");
  const reasons = Object.entries(counts) as [ExclusionReason, number][];
  if (reasons.length === 0) return <span>{t("leftOutNone")}</span>;
  return (
    <span className="inline-flex flex-wrap gap-x-3">
      {reasons.map(([reason, n]) => (
        <span key={reason} className="whitespace-nowrap">
          {t(`reason_${reason}`)} <b>{formatCount(n)}</b>
        </span>
      ))}
    </span>
  );
}
