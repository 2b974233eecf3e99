"use client";

import { memo } from "react";
import { useTranslations } from "use-intl";
import type { CellView, OperationFigure } from "#server/indicators/views.ts";
import { Button } from "../components/button.tsx";
import { AskedOtherwiseNote, Change } from "../components/change.tsx";
import { CountBadge } from "../components/count-badge.tsx";
import { numberPassportFile, viewPassportFile } from "../components/passport-file.ts";
import { PassportFileButton } from "../components/passport-file-button.tsx";
import { PassportButton } from "../components/passport-footer.tsx";
import { ReadingFigure } from "../components/reading-figure.tsx";
import { ScreenLink } from "../components/screen-link.tsx";
import { formatCount, formatDifference, formatFigure, formatValue, formatWeight } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { useSelected } from "../selection/selection-context.tsx";
import { useAddress } from "../selection/use-address.ts";
import { DraftButton } from "../why/draft-button.tsx";
import { useDrafts } from "../why/use-drafts.ts";
import { useSince } from "../wording/use-since.ts";
import { DetailAnswers } from "./detail-answers.tsx";
import { DetailDistribution } from "./detail-distribution.tsx";
import { DetailHeld } from "./detail-held.tsx";
import { DetailPhases } from "./detail-phases.tsx";
import { DetailSection } from "./detail-section.tsx";
import { DetailTrend } from "./detail-trend.tsx";
import { DetailWords } from "./detail-words.tsx";

/** One number, opened: change, trend, answers, phases, parts, operations beside it, and how it came about. */
export const DetailContent = memo(function DetailContent({
  view,
  home,
}: {
  readonly view: CellView;
  readonly home: number;
}) {
  const t = useTranslations("detail");
  const since = useSince()(view.wave, view.previousWave);
  const names = useNames();
  const address = useAddress();
  const { unit } = view.node;
  const group = view.path[0];
  const reference = view.reference && group && group.id !== view.unit.id ? names.unit(group) : undefined;
  return (
    <>
      <div className="mt-1.5 flex flex-wrap items-baseline gap-x-2.5 gap-y-1">
        <ReadingFigure reading={view.reading} unit={unit} size="l" />
        <CountBadge reading={view.reading} prefix />
        <span className="grow" />
        {view.change && (
          <span className="inline-flex items-baseline gap-1.5">
            <Change change={view.change} unit={unit} />
            <span className="text-12 text-ink-3">{t("fromPrevious", { since })}</span>
          </span>
        )}
        {view.difference && reference && (
          <span className="inline-flex items-baseline gap-1.5">
            <Change change={view.difference} unit={unit} />
            <span className="text-12 text-ink-3">{t("fromReference", { reference })}</span>
          </span>
        )}
      </div>
      <AskedOtherwiseNote changes={[view.change]} className="mt-1" />
      <DetailHeld view={view} />
      <DetailTrend
        view={view}
        name={names.node(view.node)}
        trend={view.trend}
        unit={unit}
        reference={reference}
        targets={view.targets}
      />
      <DetailDistribution view={view} />
      <DetailAnswers view={view} />
      <DetailPhases view={view} />
      <Parts view={view} />
      <DetailWords view={view} />
      <Operations figures={view.operations} />
      <div className="mt-4 flex flex-wrap items-center gap-2 border-t border-line pt-3">
        {view.unit.id !== home && (
          <Button asChild size="small">
            <ScreenLink href={address("/", { unit: view.unit.id })}>
              {t("openUnit", { name: names.unit(view.unit) })}
            </ScreenLink>
          </Button>
        )}
        <ToList view={view} />
        <PassportButton view={view} className="target-44 text-13 text-accent hover:underline" />
        <PassportFileButton file={numberPassportFile(view) ?? viewPassportFile(view)} />
        <span className="grow" />
        {view.node.port && (
          <span className="text-12 text-ink-3">{t("port", { port: names.port(view.node.port) })}</span>
        )}
      </div>
    </>
  );
});

/** Puts the opened number on the improvement list; one that was narrowed by a mode or counted otherwise is not what a list is made of. */
function ToList({ view }: { readonly view: CellView }) {
  const names = useNames();
  const [{ rule, mode, org }] = useSelected("rule", "mode", "org");
  const drafts = useDrafts(view.unit.id, rule);
  const { measure, estimand } = view.passport;
  const isUsual = mode === null && org === "then" && measure === "mean" && estimand === "owner-weighted";
  if (!isUsual || view.reading.value === null) return null;
  return (
    <DraftButton
      drafts={drafts}
      name={names.node(view.node)}
      input={{
        unit: view.unit.id,
        wave: view.wave.id,
        node: view.node.id,
        ...(view.phase && { phase: view.phase }),
        kind: "number",
      }}
    />
  );
}

function Parts({ view }: { readonly view: CellView }) {
  const t = useTranslations("detail");
  const names = useNames();
  const address = useAddress();
  if (view.parts.length === 0) return null;
  return (
    <DetailSection title={t("parts")} note={t("weight")}>
      <ul>
        {view.parts.map((part) => (
          <li
            key={part.node.id}
            className="grid min-h-[26px] grid-cols-[minmax(0,1fr)_44px_56px_48px] items-center gap-2 text-13"
          >
            <ScreenLink
              href={address("/indicators", { d: `${part.node.id}~${view.phase ?? view.unit.id}` })}
              className="target-row hover:text-accent hover:underline"
            >
              {names.node(part.node)}
            </ScreenLink>
            <span className="text-right text-12 text-ink-3">{formatWeight(part.weight)}</span>
            <span className="text-right">
              <Change change={part.change} unit={part.node.unit} />
            </span>
            <b className="text-right">{formatFigure(part.reading.value, part.node.unit)}</b>
          </li>
        ))}
      </ul>
    </DetailSection>
  );
}

const OPERATION = {
  repairs: "repairs",
  "repairs-reopened-share": "repairsReopenedShare",
  "repairs-median-days": "repairsMedianDays",
  complaints: "complaints",
  calls: "calls",
  "calls-answered-share": "callsAnsweredShare",
  "calls-median-wait": "callsMedianWait",
} as const satisfies Record<OperationFigure["key"], string>;

function Operations({ figures }: { readonly figures: readonly OperationFigure[] }) {
  const t = useTranslations("detail");
  if (figures.length === 0) return null;

  function shown({ unit, value }: OperationFigure): string {
    if (unit === "count") return formatCount(value);
    return unit === "percent" ? formatValue(value, "percent") : t(unit, { value: value.toFixed(1) });
  }
  return (
    <DetailSection title={t("operations")}>
      <dl className="grid grid-cols-2 gap-x-3 gap-y-2 min-[400px]:grid-cols-4">
        {figures.map((figure) => (
          <div key={figure.key}>
            <dt className="text-12 text-ink-3">{t(OPERATION[figure.key])}</dt>
            <dd className="text-16 font-semibold">{shown(figure)}</dd>
            {figure.previous !== null && (
              <dd className="text-12 text-ink-2">
                {t("against", {
                  difference:
                    figure.unit === "count"
                      ? formatDifference(figure.value - figure.previous, "nps")
                      : formatDifference(figure.value - figure.previous, "points"),
                })}
              </dd>
            )}
          </div>
        ))}
      </dl>
    </DetailSection>
  );
}
