"use client";

import { useTranslations } from "use-intl";
import { ChoiceChip } from "../components/choice-chip.tsx";
import { useSelected } from "./selection-context.tsx";

const MODES = ["web", "phone", "visit"] as const;
const WORD = { web: "modeWeb", phone: "modePhone", visit: "modeVisit" } as const;

/** How owners were asked: all answers, or those of one mode. */
export function ModeChip() {
  const t = useTranslations("filter");
  const [selection, select] = useSelected("mode");
  return (
    <ChoiceChip
      name={t("mode")}
      value={selection.mode ?? "all"}
      fallback="all"
      choices={[
        { value: "all", label: t("all") },
        ...MODES.map((mode) => ({ value: mode, label: t(WORD[mode]) })),
      ]}
      onChoose={(value) => select({ mode: MODES.find((mode) => mode === value) ?? null, d: null })}
    />
  );
}
