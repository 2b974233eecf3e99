"use client";

import { Check, TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl";
import { WHOLE } from "#analytics/balance-weights.ts";
import { Icon } from "../components/glyph.tsx";
import { percentOf } from "./weight-field.tsx";

/** Whether siblings add up to 100 %. */
export function SumCheck({ sum }: { readonly sum: number }) {
  const t = useTranslations("weights");
  const right = sum === WHOLE;
  return (
    <span
      title={right ? undefined : t("sumWrong", { sum: percentOf(sum) })}
      className={`inline-flex items-center gap-1 text-13 whitespace-nowrap ${right ? "text-pos" : "font-semibold text-danger"}`}
    >
      {percentOf(sum)}
      <Icon of={right ? Check : TriangleAlert} size={14} />
      {!right && <span className="sr-only">{t("sumWrong", { sum: percentOf(sum) })}</span>}
    </span>
  );
}
