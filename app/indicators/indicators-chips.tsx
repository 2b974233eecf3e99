"use client";

import { useTranslations } from "use-intl";
import type { HeatView } from "#server/indicators/views.ts";
import { ChoiceChip } from "../components/choice-chip.tsx";
import { useNames } from "../language/use-names.ts";
import { VIEWS } from "../selection/selection.ts";
import { useSelection } from "../selection/use-selection.ts";

const MEASURE = { score: "viewScore", gap: "viewGap", change: "viewChange", count: "viewCount" } as const;
const MODE = { web: "modeWeb", phone: "modePhone", visit: "modeVisit" } as const;

/** What only the heat table can choose: what the cells show, what the unit is divided into, mode and organisation. */
export function IndicatorsChips({ view }: { readonly view: HeatView | undefined }) {
  const t = useTranslations("filter");
  const headline = useTranslations("headline");
  const names = useNames();
  const [selection, select] = useSelection();
  const reference = view?.columns.find(({ role }) => role === "reference")?.unit;
  const referenceName = reference ? names.unit(reference) : headline("theReference");
  const modes = ["web", "phone", "visit"] as const;
  return (
    <>
      <ChoiceChip
        name={t("view")}
        value={selection.view}
        fallback="score"
        choices={VIEWS.filter((measure) => measure !== "gap" || reference).map((measure) => ({
          value: measure,
          label: t(MEASURE[measure], { reference: referenceName }),
        }))}
        onChoose={(value) => select({ view: VIEWS.find((measure) => measure === value) ?? "score" })}
      />
      <ChoiceChip
        name={t("by")}
        value={selection.by}
        fallback="unit"
        choices={[
          { value: "unit", label: t("byUnit") },
          { value: "phase", label: t("byPhase") },
        ]}
        onChoose={(value) =>
          select({ by: value === "phase" ? "phase" : "unit", d: null, sort: null, order: null })
        }
      />
      <ChoiceChip
        name={t("mode")}
        value={selection.mode ?? "all"}
        fallback="all"
        choices={[
          { value: "all", label: t("all") },
          ...modes.map((mode) => ({ value: mode, label: t(MODE[mode]) })),
        ]}
        onChoose={(value) => select({ mode: modes.find((mode) => mode === value) ?? null, d: null })}
      />
    </>
  );
}
