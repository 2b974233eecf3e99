"use client";

import { useTranslations } from "use-intl";
import type { ClosePage } from "#server/waves/close/close-page.ts";
import { formatCount } from "../../format.ts";

/** What was done to the weights, as one paragraph. */
export function WeightLog({ weighting }: { readonly weighting: ClosePage["weighting"] }) {
  const t = useTranslations("wave");
  const { rule, collapsed, dropped, trimmed, respondents, owners, ownersCovered, effective, designEffect } =
    weighting;
  return (
    <ul className="grid gap-x-6 gap-y-1 px-4 pb-3 text-13 md:grid-cols-2">
      <li>
        {t("weightBase", { respondents: formatCount(respondents), owners: formatCount(ownersCovered) })}
      </li>
      <li>
        {effective === undefined || designEffect === undefined
          ? t("weightNone")
          : t("weightEffect", { effective: formatCount(effective), effect: designEffect.toFixed(2) })}
      </li>
      <li>{t("weightPooled", { below: rule.collapseBelow, pools: formatCount(collapsed.length) })}</li>
      <li>
        {rule.trim === null
          ? t("weightUntrimmed")
          : t("weightTrimmed", { times: rule.trim, count: formatCount(trimmed.length) })}
      </li>
      {dropped.length > 0 && (
        <li className="text-neg md:col-span-2">
          {t("weightDropped", {
            strata: formatCount(dropped.length),
            owners: formatCount(owners - ownersCovered),
          })}
        </li>
      )}
    </ul>
  );
}
