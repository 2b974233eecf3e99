"use client";

import { memo } from "react";
import { useTranslations } from "use-intl";
import type { HeatView } from "#server/indicators/views.ts";
import { ChoiceChip } from "../components/choice-chip.tsx";
import { useNames } from "../language/use-names.ts";
import { ModeChip } from "../selection/mode-chip.tsx";
import { AGAINST, ESTIMANDS, MEASURES, VIEWS } from "../selection/selection.ts";
import { useSelected } from "../selection/selection-context.tsx";
import { referenceName } from "./reference-name.ts";

const MEASURE = { score: "viewScore", gap: "viewGap", change: "viewChange", count: "viewCount" } as const;
const MEASURE_NAME = { mean: "mean", top2: "top2", loyalty: "loyalty" } as const;
const ESTIMAND_NAME = {
  "owner-weighted": "owners",
  "phase-standardised": "standardised",
  unweighted: "unweighted",
  shrunken: "shrunken",
} as const;
const ESTIMAND_NOTE = {
  "owner-weighted": "ownersNote",
  "phase-standardised": "standardisedNote",
  unweighted: "unweightedNote",
  shrunken: "shrunkenNote",
} as const;

/** What only the heat table can choose: what the cells show, what the unit is divided into, and mode. */
export const IndicatorsChips = memo(function IndicatorsChips({
  view,
}: {
  readonly view: HeatView | undefined;
}) {
  const t = useTranslations("filter");
  const headline = useTranslations("headline");
  const names = useNames();
  const [selection, select] = useSelected("vs", "measure", "est", "view", "by");
  const heat = useTranslations("heat");
  const words = { previous: heat("previous"), target: heat("target"), benchmark: heat("benchmark") };
  const reference = view && referenceName(view, names, words);
  const group = view?.path[0];
  const isGroup = view !== undefined && group?.id === view.unit.id;
  return (
    <>
      <ChoiceChip
        name={heat("against")}
        value={selection.vs}
        fallback="group"
        choices={[
          {
            value: "group",
            label: group && !isGroup ? names.unit(group) : headline("theReference"),
          },
          ...(view?.previousWave || selection.vs === "previous"
            ? [{ value: "previous", label: words.previous }]
            : []),
          { value: "target", label: words.target },
          { value: "benchmark", label: words.benchmark },
        ]}
        onChoose={(value) => select({ vs: AGAINST.find((each) => each === value) ?? "group" })}
      />
      <ChoiceChip
        name={heat("measure")}
        value={selection.measure}
        fallback="mean"
        choices={MEASURES.map((value) => ({ value, label: heat(MEASURE_NAME[value]) }))}
        onChoose={(value) =>
          select({
            measure: MEASURES.find((each) => each === value) ?? "mean",
            d: null,
            sort: null,
            order: null,
          })
        }
      />
      <ChoiceChip
        name={heat("estimand")}
        value={selection.est}
        fallback="owner-weighted"
        choices={ESTIMANDS.map((value) => ({
          value,
          label: heat(ESTIMAND_NAME[value]),
          note: heat(ESTIMAND_NOTE[value]),
        }))}
        onChoose={(value) =>
          select({ est: ESTIMANDS.find((each) => each === value) ?? "owner-weighted", d: null })
        }
      />
      <ChoiceChip
        name={t("view")}
        value={selection.view}
        fallback="score"
        choices={VIEWS.filter((measure) => measure !== "gap" || reference).map((measure) => ({
          value: measure,
          label: t(MEASURE[measure], { reference: reference ?? headline("theReference") }),
        }))}
        onChoose={(value) => select({ view: VIEWS.find((measure) => measure === value) ?? "score" })}
      />
      <ChoiceChip
        name={t("by")}
        value={selection.by}
        fallback="unit"
        choices={[
          { value: "unit", label: t("byUnit") },
          ...(isGroup || selection.by === "project" ? [{ value: "project", label: heat("byProject") }] : []),
          { value: "phase", label: t("byPhase") },
        ]}
        onChoose={(value) =>
          select({
            by: value === "phase" || value === "project" ? value : "unit",
            d: null,
            sort: null,
            order: null,
            q: null,
          })
        }
      />
      <ModeChip />
    </>
  );
});
