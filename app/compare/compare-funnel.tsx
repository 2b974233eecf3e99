"use client";

import dynamic from "next/dynamic";
import type { Ref } from "react";
import { useTranslations } from "use-intl";
import type { UnitsView } from "#server/explanations/units-answer.ts";
import { Bone } from "../components/skeleton.tsx";
import { formatValue } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { GradeTag } from "../waves/quality/quality-badge.tsx";

const FunnelPlot = dynamic(() => import("../charts/funnel-plot.tsx").then((module) => module.FunnelPlot), {
  ssr: false,
  loading: () => <Bone className="m-4 h-[420px]" />,
});

/** Small units: is it real, or what so few answers do by chance? */
export function CompareFunnel({
  view,
  svg,
}: {
  readonly view: UnitsView;
  /** The drawing, to be taken along as a picture. */
  readonly svg: Ref<SVGSVGElement>;
}) {
  const t = useTranslations("compare");
  const names = useNames();
  if (view.funnel === null) return null;
  const { target } = view.funnel;
  const placed = view.units.filter(({ neff, reading }) => neff !== null && reading.value !== null);
  const outside = placed.filter(({ funnel }) => funnel === "warning" || funnel === "alarm");
  const leftOut = view.units.filter((row) => row.leftOut);
  const even = view.standardisation !== null;
  return (
    <>
      <p className="border-t border-line px-4 pt-2 text-12 text-ink-3">{t("funnelNote")}</p>
      {leftOut.length > 0 && (
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 pt-1 text-12 text-ink-2">
          {t("funnelLeftOut")}
          {leftOut.map(({ unit, grade }) => (
            <span key={unit.id} className="inline-flex items-center gap-1">
              {names.unit(unit)} <GradeTag grade={grade} letter />
            </span>
          ))}
        </p>
      )}
      <div
        role="img"
        aria-label={t(outside.length === 0 ? "funnelSentenceNone" : "funnelSentence", {
          count: placed.length,
          target: formatValue(target, view.node.unit),
          names: outside.map(({ unit }) => names.unit(unit)).join(t("joiner")),
        })}
        className="px-2 pb-2"
      >
        <FunnelPlot
          svg={svg}
          frame={view.funnel}
          unit={view.node.unit}
          words={{
            n: t("effectiveAnswers"),
            value: names.node(view.node),
            mean: t("funnelMean", { value: formatValue(target, view.node.unit) }),
          }}
          points={placed.map(({ unit, reading, standardised, neff, funnel }) => {
            const value = (even ? standardised?.value : reading.value) ?? 0;
            const beyond = funnel === "warning" || funnel === "alarm";
            return {
              name: names.unit(unit),
              n: neff ?? 0,
              value,
              outside: beyond ? (value > target ? "above" : "below") : undefined,
            };
          })}
        />
      </div>
    </>
  );
}
