"use client";

import { useTranslations } from "use-intl";
import type { PassportView } from "#server/indicators/reading-view.ts";
import { useNames } from "../language/use-names.ts";
import { filterWords } from "./filter-words.ts";

/** The filters that narrowed a number, in the reader's words; the unit stands in the page's own bar. */
export function useFilterWords(filters: PassportView["filters"]): readonly string[] {
  const t = useTranslations("filter");
  return filterWords(filters, useNames(), t);
}
