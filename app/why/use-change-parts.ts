"use client";

import { useTranslations } from "use-intl";
import type { WhyView } from "#server/explanations/change-view.ts";
import type { WaterfallPart } from "../charts/waterfall-steps.ts";
import { useNames } from "../language/use-names.ts";
import { type ChangeBy, changeParts } from "./change-parts.ts";

/** The blocks of a change in the reader's words. */
export function useChangeParts() {
  const t = useTranslations("why");
  const names = useNames();
  return (view: WhyView, by: ChangeBy): readonly WaterfallPart[] =>
    changeParts(view, by, names, {
      line: (line) => t(`line_${line}`),
      others: (count) => t("others", { count }),
    });
}
