"use client";

import { useTranslations } from "use-intl";
import type { CrosstabView } from "#server/explore/crosstab-view.ts";
import { Button } from "../components/button.tsx";
import { type CoarserCut, coarserCuts, isCrossed, withheldCells } from "./coarser-cuts.ts";
import { useExplore } from "./use-explore.ts";

const STEP = {
  mergedRows: "mergeRows",
  mergedColumns: "mergeColumns",
  columns: "coarserColumns",
  region: "coarserRegion",
  byPhase: "coarserPhases",
  phase: "withoutPhase",
  mode: "withoutMode",
  product: "withoutProduct",
  batch: "withoutBatch",
  tenure: "withoutTenure",
} as const satisfies Record<CoarserCut["step"], string>;

/** Why cells have no number, and the cuts whose groups are larger. Nothing where every cell has one. */
export function WithheldNote({ view }: { readonly view: CrosstabView }) {
  const t = useTranslations("explore");
  const [selection, select] = useExplore();
  const { hidden, few } = withheldCells(view.cells);
  if (hidden + few === 0) return null;
  const cuts = coarserCuts(selection, view);
  return (
    <section aria-label={t("withheldTitle")} className="border-t border-line px-4 py-2 text-12 text-ink-2">
      <p>
        {few > 0 && t("withheldFew", { count: few, minimum: view.passport.definition.minimumAnswers })}
        {hidden > 0 && t("withheldHidden", { count: hidden })}
        {isCrossed(selection, view) && t("crossed")}
      </p>
      {cuts.length > 0 && (
        <p className="mt-1.5 flex flex-wrap items-center gap-2 print:hidden">
          <span className="text-ink-3">{t("coarser")}</span>
          {cuts.map(({ step, change }) => (
            <Button key={step} size="small" onClick={() => select(change)}>
              {t(STEP[step])}
            </Button>
          ))}
        </p>
      )}
    </section>
  );
}
