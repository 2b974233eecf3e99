"use client";

import { useLocale } from "use-intl";
import { namesIn } from "./names.ts";

/** Names of things in the reader's language. */
export function useNames() {
  return namesIn(useLocale() === "en");
}
