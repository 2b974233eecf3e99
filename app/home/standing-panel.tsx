"use client";

import { useLocale, useTranslations } from "use-intl";
import type { HomeView } from "#server/indicators/views.ts";
import { BandTable } from "../charts/band-table.tsx";
import { DotLegend } from "../charts/dot-legend.tsx";
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
        <DotLegend
          now={t("legendNow", { year: String(view.wave.year) })}
          before={view.previousWave ? t("legendBefore", { year: String(view.previousWave.year) }) : undefined}
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
            name: <StandingName row={row} />,
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
