"use client";

import { useTranslations } from "use-intl";
import type { OperationsView } from "#server/operations/operations-view.ts";
import { useNames } from "../language/use-names.ts";

/** The first line: where opinion and records went apart, else what the records did, else that nothing can be seen. */
export function useOperationsFinding() {
  const t = useTranslations("operations");
  const names = useNames();
  return (view: OperationsView): string => {
    const [flag] = view.flags;
    const unit = names.unit(view.unit);
    if (flag)
      return t(flag.kind === "score-up-records-worse" ? "findingApartUp" : "findingApartDown", {
        unit: names.unit(flag.unit),
        node: names.node(flag.node),
        measure: t(`measure_${flag.measure}`),
      });
    const measures = view.beside.flatMap((each) => each.measures);
    if (measures.every(({ year }) => year.difference === null)) return t("findingAlone", { unit });
    const moved = measures.filter(({ year }) => year.verdict === "better" || year.verdict === "worse");
    const worse = moved.find(({ year }) => year.verdict === "worse");
    const told = worse ?? moved[0];
    if (!told) return t("findingStill", { unit });
    return t(worse ? "findingWorse" : "findingBetter", { unit, measure: t(`measure_${told.key}`) });
  };
}
