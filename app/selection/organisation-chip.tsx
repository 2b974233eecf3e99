"use client";

import { useTranslations } from "use-intl";
import { ChoiceChip } from "../components/choice-chip.tsx";
import { useSelected } from "./selection-context.tsx";

/** Whose projects a region's are: those of the cut-off day, or today's. */
export function OrganisationChip() {
  const t = useTranslations("filter");
  const [selection, select] = useSelected("org");
  return (
    <ChoiceChip
      name={t("organisation")}
      value={selection.org}
      fallback="then"
      choices={[
        { value: "then", label: t("organisedThen") },
        { value: "now", label: t("organisedNow") },
      ]}
      onChoose={(value) => select({ org: value === "now" ? "now" : "then" })}
    />
  );
}
