"use client";

import { useTranslations } from "use-intl";
import type { AxisEntry } from "#server/explore/crosstab-axis.ts";
import { useNames } from "../language/use-names.ts";
import { entryName } from "./entry-name.ts";

/** Names rows and columns in the reader's language. */
export function useEntryName() {
  const t = useTranslations("explore");
  const filter = useTranslations("filter");
  const names = useNames();
  const words = {
    all: t("total"),
    unknown: t("unknown"),
    others: t("others"),
    modes: { web: filter("modeWeb"), phone: filter("modePhone"), visit: filter("modeVisit") },
  };
  return (entry: AxisEntry) => entryName(entry, names, words);
}
