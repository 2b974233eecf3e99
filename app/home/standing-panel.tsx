"use client";

import { Fragment } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { HomeView } from "#server/indicators/views.ts";
import { DotRangeAxis } from "../charts/dot-range.tsx";
import { niceScale } from "../charts/scale.ts";
import { Panel, PanelHeader } from "../components/panel.tsx";
import { formatValue } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { useSince } from "../wording/use-since.ts";
import { StandingRow } from "./standing-row.tsx";

/** What stands below this unit, in bands: within a band nobody is first. */
export function StandingPanel({ view }: { readonly view: HomeView }) {
  const t = useTranslations("home");
  const names = useNames();
  const english = useLocale() === "en";
  const since = useSince()(view.wave, view.previousWave);
  const rows = view.bands.flatMap((band) => band.rows);
  const reference =
    view.index.reference?.value ?? (view.reference === null ? view.index.reading.value : null);
  const referenceName = names.unit(view.reference ?? view.unit);
  const scale = niceScale(
    [
      ...rows.flatMap(({ reading, previous }) => [
        reading.low,
        reading.value,
        reading.high,
        previous?.value ?? null,
      ]),
      reference,
    ].filter((value) => value !== null),
    { limits: [0, 100] },
  );
  return (
    <Panel labelledBy="standing">
      <PanelHeader
        id="standing"
        title={t(`standing_${view.childLevel}`)}
        beside={<span className="text-12 text-ink-3">{t("bandNote")}</span>}
      >
        <Legend
          year={view.wave.year}
          before={view.previousWave?.year}
          reference={
            reference === null
              ? undefined
              : t("legendReference", { reference: referenceName, value: formatValue(reference, "points") })
          }
        />
      </PanelHeader>
      <table className="w-full table-fixed border-collapse">
        <colgroup>
          <col className="w-4 sm:w-[72px]" />
          <col className={english ? "w-24 sm:w-[188px]" : "w-[88px] sm:w-[132px]"} />
          <col className="w-11 max-sm:hidden" />
          <col />
          <col className="w-12" />
          <col className="w-[72px] sm:w-[88px]" />
        </colgroup>
        <thead>
          <tr className="text-left text-12 text-ink-3 [&>th]:h-5 [&>th]:p-0 [&>th]:font-normal [&>th]:whitespace-nowrap">
            <th scope="col" className="sm:pl-4!">
              <span className="max-sm:sr-only">{t("band")}</span>
            </th>
            <th scope="col">{t(view.childLevel)}</th>
            <th scope="col" className="text-right! max-sm:hidden">
              {t("sample")}
            </th>
            <th scope="col" className="px-3! sm:px-4!">
              <span className="sr-only">{t("chart")}</span>
              <DotRangeAxis scale={scale} />
            </th>
            <th scope="col" className="text-right!">
              {t("index")}
            </th>
            <th scope="col" className="pr-4! text-right!">
              {t("changeFrom", { since })}
            </th>
          </tr>
        </thead>
        <tbody>
          {view.bands.map((band) => (
            <Fragment key={band.band ?? "none"}>
              {band.rows.map((row, place) => (
                <StandingRow
                  key={row.unit?.id ?? row.phase}
                  row={row}
                  band={
                    place === 0
                      ? band.band === null
                        ? t("notRanked")
                        : t("bandName", { band: band.band })
                      : undefined
                  }
                  reference={reference}
                  referenceName={referenceName}
                  scale={scale}
                  wave={view.wave.id}
                />
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function Legend({
  year,
  before,
  reference,
}: {
  readonly year: number;
  readonly before: number | undefined;
  readonly reference: string | undefined;
}) {
  const t = useTranslations("home");
  return (
    <span className="flex flex-wrap items-center gap-x-3.5 text-12 text-ink-3">
      <span className="inline-flex items-center gap-[5px]">
        <svg width="22" height="10" aria-hidden="true">
          <line x1="0" x2="22" y1="5" y2="5" stroke="var(--accent)" strokeWidth="2" />
          <circle cx="11" cy="5" r="4" fill="var(--accent)" />
        </svg>
        {t("legendNow", { year: String(year) })}
      </span>
      {before !== undefined && (
        <span className="inline-flex items-center gap-[5px]">
          <svg width="9" height="10" aria-hidden="true">
            <circle cx="4.5" cy="5" r="3.5" fill="none" stroke="var(--prev)" strokeWidth="1.5" />
          </svg>
          {t("legendBefore", { year: String(before) })}
        </span>
      )}
      {reference && (
        <span className="inline-flex items-center gap-[5px]">
          <svg width="4" height="12" aria-hidden="true">
            <line x1="2" x2="2" y1="0" y2="12" stroke="var(--ref)" strokeWidth="1.5" />
          </svg>
          {reference}
        </span>
      )}
    </span>
  );
}
