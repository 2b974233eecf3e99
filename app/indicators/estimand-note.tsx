"use client";

import { useTranslations } from "use-intl";
import type { HeatView } from "#server/indicators/views.ts";
import { Button } from "../components/button.tsx";
import { useSelect } from "../selection/selection-context.tsx";

/**
 * Under another weighting whole units stay without a number, since two weightings of the same answers would be solved for their small
 * part: says how many, why, and the way to their numbers.
 */
export function EstimandNote({ view }: { readonly view: HeatView }) {
  const t = useTranslations("heat");
  const select = useSelect();
  const { estimand } = view.passport;
  if (estimand !== "unweighted" && estimand !== "phase-standardised") return null;
  const withheld = view.columns.filter(
    ({ role }, at) => role !== "reference" && view.rows[0]?.cells[at]?.value == null,
  ).length;
  if (withheld === 0) return null;
  return (
    <p className="flex shrink-0 flex-wrap items-center gap-x-2 gap-y-1 pb-2 text-13 text-ink-2">
      {t(estimand === "unweighted" ? "withheldUnweighted" : "withheldStandardised", { count: withheld })}
      <span className="print:hidden">
        <Button size="small" onClick={() => select({ est: "owner-weighted", d: null })}>
          {t("backToOwners")}
        </Button>
      </span>
    </p>
  );
}
