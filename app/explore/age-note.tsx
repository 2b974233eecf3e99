"use client";

import { useTranslations } from "use-intl";
import type { CrosstabView } from "#server/explore/crosstab-view.ts";
import { type ExploreSelection, finestOf } from "./explore-selection.ts";

/** By what the wave tells owners by, of how long they have had their home, and why not by the other. Nothing where neither is asked for. */
export function AgeNote({
  view,
  selection,
}: {
  readonly view: CrosstabView;
  readonly selection: ExploreSelection;
}) {
  const t = useTranslations("explore");
  const { rows, cols, batch, tenure } = selection;
  const isAsked = [rows, cols].some((each) => finestOf(each) === "batch") || (batch ?? tenure) !== null;
  if (!isAsked) return null;
  return (
    <p className="text-13 text-ink-2">
      {t(view.wave.ageBy === "tenure" ? "toldByTenure" : "toldByBatch")} {t("oneOfTwo")}
    </p>
  );
}
