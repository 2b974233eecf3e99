"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Against, ShownEstimand } from "#server/indicators/query.ts";
import { classNames } from "../components/class-names.ts";
import { Arrow } from "../components/glyph.tsx";
import { NOTHING } from "../format.ts";
import type { HeatMeasure } from "../selection/selection.ts";
import { useFullFrom } from "../shell/use-full-from.ts";
import { fewMark, HIDDEN_MARK } from "../withheld-mark.ts";

function Key({ children, className }: { readonly children: ReactNode; readonly className?: string }) {
  return (
    <span
      className={classNames(
        "inline-grid h-5 min-w-[34px] place-items-center rounded-[3px] px-1 text-ink",
        className ?? "bg-d0",
      )}
    >
      {children}
    </span>
  );
}

/** What fill, edge, arrow and hatching say, each with its word. */
export function HeatLegend({
  reference,
  steps,
  against,
  estimand,
  minimum,
  measure,
}: {
  readonly reference: string;
  readonly steps: readonly [number, number];
  readonly against: Against;
  readonly estimand: ShownEstimand;
  /** Answers from which on there is a score. */
  readonly minimum: number;
  readonly measure: HeatMeasure;
}) {
  const t = useTranslations("indicators");
  const heat = useTranslations("heat");
  const from = useFullFrom();
  const fixed = measure !== "change" && (against === "target" || against === "benchmark");
  return (
    <p className="flex flex-wrap items-center gap-x-3.5 gap-y-1 text-12 text-ink-3">
      {measure !== "count" && (
        <span className="inline-flex items-center gap-1.5">
          <Key className="bg-d2 edge-above">{t("legendHigh")}</Key>
          <Key className="bg-d-2 edge-below">{t("legendLow")}</Key>
          {fixed
            ? heat("legendFixed", { reference, first: steps[0], second: steps[1] })
            : t("legendFill", { reference, first: steps[0], second: steps[1] })}
        </span>
      )}
      {(measure === "score" || measure === "change") && (
        <span className="inline-flex items-center gap-1">
          <Arrow up className="size-2 text-ink" />
          {t("legendArrow")}
        </span>
      )}
      <span className="inline-flex items-center gap-1.5">
        <Key className="hatched">72.2</Key>
        {t("legendIndicative", { from })}
      </span>
      <span className="inline-flex items-center gap-1.5">
        <Key>{fewMark(minimum)}</Key>
        {t("legendNOnly")}
      </span>
      <span className="inline-flex items-center gap-1.5">
        <Key>{HIDDEN_MARK}</Key>
        {estimand === "unweighted" || estimand === "phase-standardised"
          ? heat("legendSolved")
          : t("legendHidden")}
      </span>
      <span className="inline-flex items-center gap-1.5">
        <Key>{NOTHING}</Key>
        {estimand === "phase-standardised"
          ? heat("legendNoPhase")
          : estimand === "shrunken"
            ? heat("legendFewUnits")
            : t("legendUndefined")}
      </span>
    </p>
  );
}

const RAMP = ["bg-d-3", "bg-d-2", "bg-d-1", "bg-d0", "bg-d1", "bg-d2", "bg-d3"] as const;

/** The seven steps from below to above the reference. */
export function HeatRamp({ reference }: { readonly reference: string }) {
  const t = useTranslations("indicators");
  return (
    <span className="flex items-center gap-[5px] text-12 text-ink-3">
      {t("legendBelow", { reference })}
      {RAMP.map((step) => (
        <i key={step} aria-hidden="true" className={classNames("h-3 w-[18px] rounded-[2px]", step)} />
      ))}
      {t("legendAbove", { reference })}
    </span>
  );
}
