"use client";

import { useTranslations } from "use-intl";
import type { QualityCode } from "#server/waves/quality/quality-codes.ts";
import { Panel, PanelHeader } from "../../components/panel.tsx";
import { formatCount, formatHalfWidth, formatMoment, formatValue, NOTHING } from "../../format.ts";
import { useQualityNames } from "../quality/use-quality-names.ts";
import { MethodFact } from "./method-fact.tsx";
import type { ShownMethod } from "./shown-method.ts";

/** What was odd about the answers, what was done about it, and what that did to the index. */
export function MethodQuality({ view: { quality, reconciliation } }: { readonly view: ShownMethod }) {
  const t = useTranslations("method");
  const nameOf = useQualityNames();
  const marks = Object.entries(quality.byCode) as [QualityCode, number][];
  const { effect, grades } = quality;
  return (
    <Panel labelledBy="method-quality">
      <PanelHeader id="method-quality" title={t("quality")} />
      <dl className="px-4 pb-3 text-13">
        <MethodFact name={t("screenedAt")}>
          {quality.screenedAt === null ? NOTHING : formatMoment(quality.screenedAt)}
        </MethodFact>
        <MethodFact name={t("received")}>{formatCount(reconciliation.counts.received)}</MethodFact>
        <MethodFact name={t("counted")}>{formatCount(reconciliation.counts.counted)}</MethodFact>
        <MethodFact name={t("isolated")}>{formatCount(quality.isolated)}</MethodFact>
        <MethodFact name={t("voided")}>{formatCount(quality.voided)}</MethodFact>
        <MethodFact name={t("late")}>{formatCount(reconciliation.counts.late)}</MethodFact>
        {marks.map(([code, n]) => (
          <MethodFact key={code} name={t("mark", { mark: nameOf(code) })}>
            {formatCount(n)}
          </MethodFact>
        ))}
        <MethodFact name={t("interference")}>{formatCount(quality.interference)}</MethodFact>
        <MethodFact name={t("grades")}>
          {t("gradesOf", { a: grades.A, b: grades.B, c: grades.C, none: grades.none })}
        </MethodFact>
        {effect &&
          (["counted", "unmarked", "received"] as const).map((part) => (
            <MethodFact key={part} name={t(`effect_${part}`)}>
              <b>{formatValue(effect[part].value ?? null, "points")}</b>{" "}
              {formatHalfWidth(halfOf(effect[part]), "points")}{" "}
              <span className="text-ink-3">n {formatCount(effect[part].n ?? null)}</span>
            </MethodFact>
          ))}
      </dl>
      {!effect && <p className="px-4 pb-3 text-13 text-ink-3">{t("effectHidden")}</p>}
    </Panel>
  );
}

function halfOf({ low, high }: { readonly low?: number; readonly high?: number }): number | null {
  return low === undefined || high === undefined ? null : (high - low) / 2;
}
