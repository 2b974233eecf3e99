"use client";

import { useLocale, useTranslations } from "use-intl";
import type { HomeView } from "#server/indicators/views.ts";
import { BandTable } from "../charts/band-table.tsx";
import { niceScale } from "../charts/scale.ts";
import { AskedOtherwiseNote, Change } from "../components/change.tsx";
import { Panel, PanelHeader } from "../components/panel.tsx";
import { formatValue } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { useReadingSentence } from "../wording/use-reading-sentence.ts";
import { useSince } from "../wording/use-since.ts";
import { StandingName } from "./standing-name.tsx";

/** What stands below this unit, in bands: within a band nobody is first. */
export function StandingPanel({ view }: { readonly view: HomeView }) {
  const t = useTranslations("home");
  const names = useNames();
  const sentence = useReadingSentence();
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
      <BandTable
        words={{
          band: t("band"),
          name: t(view.childLevel),
          sample: t("sample"),
          chart: t("chart"),
          value: t("index"),
        }}
        nameWidth={english ? "w-24 sm:w-[188px]" : "w-[88px] sm:w-[132px]"}
        columns={[{ key: "change", title: t("changeFrom", { since }), width: "w-[72px] sm:w-[88px]" }]}
        scale={scale}
        reference={reference}
        unit="points"
        groups={view.bands.map((band) => ({
          key: String(band.band ?? "none"),
          rows: band.rows.map((row, place) => ({
            key: row.unit?.id ?? row.phase ?? "",
            band:
              place > 0
                ? undefined
                : band.band === null
                  ? t("notRanked")
                  : t("bandName", { band: band.band }),
            name: <StandingName row={row} wave={view.wave.id} />,
            reading: row.reading,
            previous: row.previous,
            label: sentence({
              of: [row.unit ? names.unit(row.unit) : row.phase ? names.phase(row.phase) : ""],
              reading: row.reading,
              unit: "points",
              reference: { name: referenceName, difference: row.difference },
              change: row.change,
            }),
            cells: [<Change key="change" change={row.change} unit="points" />],
          })),
        }))}
      />
      <AskedOtherwiseNote
        changes={view.bands.flatMap(({ rows }) => rows.map(({ change }) => change))}
        className="px-4 pt-1 pb-2"
      />
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
