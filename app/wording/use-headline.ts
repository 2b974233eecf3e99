"use client";

import { useTranslations } from "use-intl";
import type { ChangeView } from "#server/indicators/reading-view.ts";
import type { HeadlineFact, MeasureTile } from "#server/indicators/views.ts";
import type { WaveOption } from "#server/indicators/wave-option.ts";
import type { UnitRef } from "#server/scope/unit-view.ts";
import { formatMagnitude, formatValue } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { useSince } from "./use-since.ts";

export type HeadlineAbout = {
  readonly unit: UnitRef;
  readonly reference: UnitRef | null;
  readonly wave: WaveOption;
  readonly previousWave: WaveOption | null;
  /** The unit's index, for the sentence of a year in which nothing moved. */
  readonly index: MeasureTile["reading"] | null;
};

/** The finding at the head of a page in one sentence of at most two clauses. */
export function useHeadline() {
  const t = useTranslations("headline");
  const names = useNames();
  const since = useSince();

  function size(change: ChangeView): string {
    return formatMagnitude(change.difference, "points");
  }

  function clause(fact: HeadlineFact, about: HeadlineAbout): string {
    const reference = about.reference ? names.unit(about.reference) : t("theReference");
    switch (fact.kind) {
      case "unit-change":
        return t(fact.change.difference > 0 ? "unitUp" : "unitDown", {
          unit: names.unit(fact.unit),
          value: formatValue(fact.value, "points"),
          size: size(fact.change),
          since: since(about.wave, about.previousWave),
        });
      case "child-change":
        return t(fact.change.difference > 0 ? "childUp" : "childDown", {
          unit: names.unit(fact.unit),
          size: size(fact.change),
        });
      case "phase-change":
        return t(fact.change.difference > 0 ? "partUp" : "partDown", {
          part: names.phase(fact.phase),
          size: size(fact.change),
        });
      case "dimension-change":
        return t(fact.change.difference > 0 ? "partUp" : "partDown", {
          part: names.node(fact.node),
          size: size(fact.change),
        });
      case "unit-against-reference":
        return t(fact.difference.difference > 0 ? "aboveReference" : "belowReference", {
          unit: names.unit(fact.unit),
          value: formatValue(fact.value, "points"),
          size: size(fact.difference),
          reference,
        });
      case "child-against-reference":
        return t(fact.difference.difference > 0 ? "childAbove" : "childBelow", {
          unit: names.unit(fact.unit),
          count: fact.dimensions,
          node: names.node(fact.worst),
          size: size(fact.difference),
          reference,
        });
      case "overdue":
        return overdueClause(fact.task, fact.count);
    }
  }

  function overdueClause(task: Extract<HeadlineFact, { kind: "overdue" }>["task"], count: number): string {
    switch (task) {
      case "complaints-overdue":
        return t("complaintsOverdue", { count });
      case "repairs-reopened":
        return t("repairsReopened", { count });
      default:
        return t("repairsOpen", { count });
    }
  }

  return function headline(facts: readonly HeadlineFact[], about: HeadlineAbout): string {
    if (facts.length > 0) {
      return facts
        .slice(0, 2)
        .map((fact) => clause(fact, about))
        .join(t("joiner"));
    }
    const unit = names.unit(about.unit);
    const value = about.index?.value ?? null;
    if (value === null) return t("noValue", { unit });
    const shown = formatValue(value, "points");
    if (about.previousWave === null) return t("first", { unit, value: shown });
    return t("steady", { unit, value: shown, since: since(about.wave, about.previousWave) });
  };
}
