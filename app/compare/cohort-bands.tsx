"use client";

import { useTranslations } from "use-intl";
import type { Cohort, CohortPoint, CohortsView } from "#server/explanations/cohorts-view.ts";
import { BandTable } from "../charts/band-table.tsx";
import { niceScale } from "../charts/scale.ts";
import { Panel, PanelHeader } from "../components/panel.tsx";
import { SwitchBar } from "../components/switch-bar.tsx";
import { useNames } from "../language/use-names.ts";
import { useReadingSentence } from "../wording/use-reading-sentence.ts";
import { agesOf } from "./cohort-ages.ts";
import { ageName, cohortName } from "./cohort-names.ts";

const LIMITS = { points: [0, 100], percent: [0, 100], nps: [-100, 100] } as const;
const LAST = Number.POSITIVE_INFINITY;

type Row = { readonly cohort: Cohort; readonly point: CohortPoint };

/** The batches, or the projects, of one age in bands: alike in age, and never a bare ranking. */
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
  const names = useNames();
  const sentence = useReadingSentence();
  const bandOf = ({ bandOfAge, reworded }: CohortPoint) =>
    bandOfAge === null ? t(reworded ? "cohortReworded" : "notRanked") : t("bandName", { band: bandOfAge });
  const ages = agesOf(view);
  const nameOf = (each: (typeof ages)[number]) => ageName(each, names, (year) => t("cohortYear", { year }));
  const shownAge = ages.find((each) => each.age === age);
  const of = shownAge ? nameOf(shownAge) : String(age);
  const all: readonly Row[] = view.cohorts
    .flatMap((cohort) => {
      // a batch meets a year of age once; with two waves in it the newer one counts
      const point = cohort.points.findLast(({ age: own }) => own === age);
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
        title={t("cohortBandsTitle", { by: view.ageBy, age: of })}
        beside={<span className="text-12 text-ink-3">{t("sameBand")}</span>}
      />
      <div className="scroll-quiet overflow-x-auto px-4 pb-2">
        <SwitchBar
          label={t("cohortAge", { by: view.ageBy })}
          value={String(age)}
          choices={ages.map((each) => ({ value: String(each.age), label: nameOf(each) }))}
          onChoose={(value) => onAge(Number(value))}
        />
      </div>
      <div className="border-t border-line">
        <BandTable
          words={{
            band: t("band"),
            name: t("cohortBatch", { by: view.ageBy }),
            sample: t("sample"),
            chart: t("chart"),
            value: t("value"),
          }}
          nameWidth="w-[116px] sm:w-[220px]"
          columns={[{ key: "wave", title: t("cohortWave"), width: "w-14" }]}
          scale={scale}
          reference={null}
          unit={view.node.unit}
          groups={[
            {
              key: "bands",
              rows: rows.map(({ cohort, point }, at) => ({
                key: `${cohort.project.id} ${cohort.batch}`,
                band:
                  at === 0 || rows[at - 1]?.point.bandOfAge !== point.bandOfAge ? bandOf(point) : undefined,
                name: (
                  <>
                    <span className="text-13 whitespace-nowrap">{names.unit(cohort.project)}</span>{" "}
                    <span className="text-12 text-ink-3 max-sm:block">{cohortName(cohort, names)}</span>
                  </>
                ),
                reading: point.reading,
                previous: null,
                label: sentence({
                  of: [names.unit(cohort.project), cohortName(cohort, names)],
                  reading: point.reading,
                  unit: view.node.unit,
                }),
                cells: [
                  <span key="wave" className="text-12 text-ink-3">
                    {point.calendarYear}
                  </span>,
                ],
                stands: cohort.project.id === chosen,
              })),
            },
          ]}
        />
      </div>
      {all.length > rows.length && (
        <p className="border-t border-line px-4 py-2 text-12 text-ink-3">
          {t("cohortHidden", { by: view.ageBy, count: all.length - rows.length })}
        </p>
      )}
    </Panel>
  );
}
