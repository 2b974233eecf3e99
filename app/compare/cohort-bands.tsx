"use client";

import { useTranslations } from "use-intl";
import type { Cohort, CohortPoint, CohortsView } from "#server/explanations/cohorts-view.ts";
import { DotRange, DotRangeAxis } from "../charts/dot-range.tsx";
import { niceScale } from "../charts/scale.ts";
import { CountCell } from "../components/count-badge.tsx";
import { Panel, PanelHeader } from "../components/panel.tsx";
import { SwitchBar } from "../components/switch-bar.tsx";
import { formatValue, NOTHING } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { useReadingSentence } from "../wording/use-reading-sentence.ts";
import { agesOf } from "./cohort-ages.ts";

const LIMITS = { points: [0, 100], percent: [0, 100], nps: [-100, 100] } as const;
const LAST = Number.POSITIVE_INFINITY;

type Row = { readonly cohort: Cohort; readonly point: CohortPoint };

/** The batches of one year of age in bands: alike in age, and never a bare ranking. */
export function CohortBands({
  view,
  age,
  chosen,
  onAge,
}: {
  readonly view: CohortsView;
  readonly age: number;
  readonly chosen: number | null;
  readonly onAge: (age: number) => void;
}) {
  const t = useTranslations("compare");
  const all: readonly Row[] = view.cohorts
    .flatMap((cohort) => {
      // a batch meets a year of age once; with two waves in it the newer one counts
      const point = cohort.points.findLast(({ year }) => year === age);
      return point ? [{ cohort, point }] : [];
    })
    .toSorted(
      (a, b) =>
        (a.point.bandOfAge ?? LAST) - (b.point.bandOfAge ?? LAST) ||
        (b.point.reading.value ?? -LAST) - (a.point.reading.value ?? -LAST),
    );
  const rows = all.filter(({ point }) => point.reading.value !== null);
  const scale = niceScale(
    rows
      .flatMap(({ point: { reading } }) => [reading.low, reading.value, reading.high])
      .filter((value) => value !== null),
    { limits: LIMITS[view.node.unit] },
  );
  return (
    <Panel labelledBy="cohort-bands">
      <PanelHeader
        id="cohort-bands"
        title={t("cohortBandsTitle", { year: age })}
        beside={<span className="text-12 text-ink-3">{t("sameBand")}</span>}
      />
      <div className="scroll-quiet overflow-x-auto px-4 pb-2">
        <SwitchBar
          label={t("cohortAge")}
          value={String(age)}
          choices={agesOf(view).map(({ year }) => ({
            value: String(year),
            label: t("cohortYear", { year }),
          }))}
          onChoose={(value) => onAge(Number(value))}
        />
      </div>
      <table className="w-full table-fixed border-collapse">
        <colgroup>
          <col className="w-[72px] max-sm:w-14" />
          <col className="w-[116px] sm:w-[220px]" />
          <col className="w-14 max-sm:hidden" />
          <col className="w-12 max-sm:hidden" />
          <col />
          <col className="w-16" />
        </colgroup>
        <thead>
          <tr className="border-t border-line text-left text-12 text-ink-3 [&>th]:h-7 [&>th]:p-0 [&>th]:font-normal [&>th]:whitespace-nowrap">
            <th scope="col" className="pl-4!">
              {t("band")}
            </th>
            <th scope="col">{t("cohortBatch")}</th>
            <th scope="col" className="max-sm:hidden">
              {t("cohortWave")}
            </th>
            <th scope="col" className="text-right! max-sm:hidden">
              {t("sample")}
            </th>
            <th scope="col" className="px-4!">
              <span className="sr-only">{t("chart")}</span>
              <DotRangeAxis scale={scale} />
            </th>
            <th scope="col" className="pr-4! text-right!">
              {t("value")}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <BandRow
              key={`${row.cohort.project.id} ${row.cohort.batch}`}
              view={view}
              row={row}
              first={at === 0 || rows[at - 1]?.point.bandOfAge !== row.point.bandOfAge}
              scale={scale}
              stands={row.cohort.project.id === chosen}
            />
          ))}
        </tbody>
      </table>
      {all.length > rows.length && (
        <p className="border-t border-line px-4 py-2 text-12 text-ink-3">
          {t("cohortHidden", { count: all.length - rows.length })}
        </p>
      )}
    </Panel>
  );
}

function BandRow({
  view,
  row: { cohort, point },
  first,
  scale,
  stands,
}: {
  readonly view: CohortsView;
  readonly row: Row;
  readonly first: boolean;
  readonly scale: ReturnType<typeof niceScale>;
  readonly stands: boolean;
}) {
  const t = useTranslations("compare");
  const names = useNames();
  const sentence = useReadingSentence();
  const { reading, bandOfAge, reworded, calendarYear } = point;
  const band =
    bandOfAge === null ? t(reworded ? "cohortReworded" : "notRanked") : t("bandName", { band: bandOfAge });
  return (
    <tr
      className={`[&>td]:p-0 [&>th]:p-0 ${first ? "border-t border-line" : ""} ${stands ? "bg-accent-soft" : ""}`}
    >
      <td className="pl-4! text-12 whitespace-nowrap text-ink-3">
        <span className={first ? undefined : "sr-only"}>{band}</span>
      </td>
      <th scope="row" className="h-8 text-left text-13 font-normal">
        <span className="whitespace-nowrap">{names.unit(cohort.project)}</span>{" "}
        <span className="text-12 text-ink-3 max-sm:block">{cohort.batch}</span>
      </th>
      <td className="text-12 text-ink-3 max-sm:hidden">{calendarYear}</td>
      <td className="text-right max-sm:hidden">
        <CountCell reading={reading} />
      </td>
      <td className="px-4!">
        <DotRange
          reading={reading}
          previous={null}
          reference={null}
          scale={scale}
          label={sentence({ of: [names.unit(cohort.project), cohort.batch], reading, unit: view.node.unit })}
        />
      </td>
      <td className={`pr-4! text-right ${reading.state === "full" ? "font-semibold" : "text-ink-2"}`}>
        {reading.state === "n-only"
          ? NOTHING
          : reading.state === "hidden"
            ? "·"
            : formatValue(reading.value, view.node.unit)}
      </td>
    </tr>
  );
}
