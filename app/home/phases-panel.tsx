"use client";

import { type Ref, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { HomeView } from "#server/indicators/views.ts";
import { PhaseTrend } from "../charts/phase-trend.tsx";
import { niceScale } from "../charts/scale.ts";
import { trendYears } from "../charts/trend-segments.ts";
import { AskedOtherwiseNote, Change } from "../components/change.tsx";
import { Panel, PanelHeader } from "../components/panel.tsx";
import { PhasePips } from "../components/phase-pips.tsx";
import { ReadingFigure } from "../components/reading-figure.tsx";
import { TableToggle } from "../components/table-toggle.tsx";
import { formatValue } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { PictureMenu } from "../pictures/picture-menu.tsx";
import { useBreakName } from "../wording/use-break-name.ts";
import { useTrendSentence } from "../wording/use-trend-sentence.ts";
import { PhasesTable } from "./phases-table.tsx";
import { type TrendLine, trendLines } from "./trend-lines.ts";

/** The index of all owners and of every phase of an owner's life: small trends on one shared scale. */
export function PhasesPanel({ view }: { readonly view: HomeView }) {
  const t = useTranslations("home");
  const [asTable, setAsTable] = useState(false);
  const drawn = useRef<HTMLUListElement>(null);
  const lines = trendLines(view);
  const years = [...new Set(lines.flatMap((row) => trendYears(row.trend)))].toSorted((a, b) => a - b);
  const from = years[0];
  const to = years.at(-1);
  const breakName = useBreakName();
  const kinds = new Set(lines.flatMap((row) => row.trend.breaks.map(({ kind }) => kind)));
  const joiner = useTranslations("reading")("joiner");
  return (
    <Panel labelledBy="phases" className="flex flex-col">
      <PanelHeader id="phases" title={t("phases")}>
        {from !== undefined && to !== undefined && (
          <span className="text-12 text-ink-3">
            {kinds.size > 0
              ? t("phaseNote", {
                  from: String(from),
                  to: String(to),
                  breaks: [...kinds].map(breakName).join(joiner),
                })
              : `${from}–${to}`}
          </span>
        )}
        {!asTable && (
          <PictureMenu
            {...{ what: "home-trend", of: drawn, view, title: t("phases") }}
            measure={`${t("satisfaction")} 0–100${from === to ? "" : ` · ${from}–${to}`}`}
          />
        )}
        <TableToggle shown={asTable} onToggle={setAsTable} />
      </PanelHeader>
      {asTable ? (
        <PhasesTable rows={lines} years={years} />
      ) : (
        <PhaseLines view={view} lines={lines} drawn={drawn} />
      )}
      <AskedOtherwiseNote changes={lines.map(({ change }) => change)} className="px-4 pt-1 pb-2" />
    </Panel>
  );
}

function PhaseLines({
  view,
  lines,
  drawn,
}: {
  readonly view: HomeView;
  readonly lines: readonly TrendLine[];
  readonly drawn: Ref<HTMLUListElement>;
}) {
  const t = useTranslations("home");
  const names = useNames();
  const trendSentence = useTrendSentence();
  const scale = niceScale(
    lines
      .flatMap((row) => row.trend.points.flatMap((point) => [point.low, point.high, point.value]))
      .filter((value) => value !== null),
    { limits: [0, 100] },
  );
  const reference = view.index.reference?.value ?? view.index.reading.value;
  return (
    <ul ref={drawn} className="flex grow flex-col justify-around gap-2 px-4 py-2">
      {lines.map((row) => (
        <li key={row.phase ?? "all"} className="flex items-center justify-between gap-2 sm:gap-4">
          <div className="w-20 shrink-0 sm:w-24">
            <div className="font-semibold">{row.phase ? names.phase(row.phase) : t("allOwners")}</div>
            {row.phase && (
              <>
                <div className="text-12 text-ink-3">{names.phaseSpan(row.phase)}</div>
                <PhasePips phase={row.phase} />
              </>
            )}
          </div>
          <div className="min-w-8 grow sm:min-w-16 xl:max-w-[220px]">
            <PhaseTrend
              trend={row.trend}
              reference={reference}
              scale={scale}
              label={trendSentence(row.phase ? names.phase(row.phase) : t("allOwners"), row.trend, "points")}
            />
          </div>
          <PhaseFigures row={row} reference={view.reference ? names.unit(view.reference) : undefined} />
        </li>
      ))}
    </ul>
  );
}

function PhaseFigures({
  row,
  reference,
}: {
  readonly row: TrendLine;
  readonly reference: string | undefined;
}) {
  return (
    <div className="flex w-[112px] shrink-0 flex-col items-end">
      <ReadingFigure reading={row.reading} unit="points" size="s" />
      <Change change={row.change} unit="points" className="text-13" />
      {reference && row.reference?.value != null && (
        <span className="text-12 text-ink-3">
          {reference} {formatValue(row.reference.value, "points")}
        </span>
      )}
    </div>
  );
}
