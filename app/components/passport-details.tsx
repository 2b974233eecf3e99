"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { PassportView } from "#server/indicators/reading-view.ts";
import { formatCount, formatMoment } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { useFilterWords } from "./use-filter-words.ts";

const ESTIMAND = {
  "owner-weighted": "ownerWeighted",
  "phase-standardised": "phaseStandardised",
  unweighted: "unweighted",
  shrunken: "shrunken",
} as const;

function Line({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{name}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
    </>
  );
}

/** Everything needed to compute a number again: formula, sample, exclusions, interval, versions. */
export function PassportDetails({ passport }: { readonly passport: PassportView }) {
  const t = useTranslations("passport");
  const names = useNames();
  const { definition, data, verdicts, node, formula } = passport;
  const filters = useFilterWords(passport.filters);
  return (
    <>
      <h3 className="mb-2 text-13 font-semibold">{t("title")}</h3>
      <dl className="grid grid-cols-[72px_1fr] gap-x-3 gap-y-1.5 text-13">
        <Line name={t("indicator")}>{node ? names.node(node) : names.text(definition.title)}</Line>
        <Line name={t("formula")}>
          {formula && <span className="mb-1 block">{names.text(formula)}</span>}
          {names.text(passport.method)}
        </Line>
        <Line name={t("estimand")}>{t(ESTIMAND[passport.estimand])}</Line>
        {passport.measure !== "mean" && <Line name={t("measure")}>{t(passport.measure)}</Line>}
        <Line name={t("sample")}>
          {passport.population === null
            ? t("sampleOnly", { n: formatCount(passport.n) })
            : t("sampleOf", { n: formatCount(passport.n), population: formatCount(passport.population) })}
        </Line>
        {passport.designEffect !== undefined && (
          <Line name={t("designEffect")}>
            {passport.designEffect === null
              ? "—"
              : t("designEffectOf", { effect: passport.designEffect.toFixed(2) })}
          </Line>
        )}
        {passport.exclusions !== null && (
          <Line name={t("excluded")}>
            {passport.exclusions > 0
              ? t("excludedCount", { count: formatCount(passport.exclusions) })
              : t("excludedNone")}
          </Line>
        )}
        <Line name={t("intervalName")}>
          {t("interval", {
            confidence: Math.round(passport.confidence * 100),
            inference: t(passport.inference),
          })}
        </Line>
        <Line name={t("verdict")}>
          {verdicts.points === null || verdicts.shares === null
            ? t("verdictLevel", { q: verdicts.q })
            : t("verdictRule", { q: verdicts.q, points: verdicts.points, shares: verdicts.shares })}
        </Line>
        {filters.length > 0 && <Line name={t("filters")}>{filters.join(" · ")}</Line>}
        <Line name={t("organisation")}>{t(passport.organisation)}</Line>
        <Line name={t("version")}>
          {definition.id}@{definition.version}
          <span className="block text-12 text-ink-3">{definition.hash.slice(0, 16)}</span>
        </Line>
        {passport.frame && (
          <Line name={t("frame")}>
            <span className="text-12 text-ink-3">{passport.frame.version.slice(0, 16)}</span>
          </Line>
        )}
        <Line name={t("data")}>
          {formatMoment(data.asOf)}
          <span className="block text-12 text-ink-3">{t("snapshot", { version: data.version })}</span>
        </Line>
      </dl>
    </>
  );
}
