"use client";

import { useTranslations } from "use-intl";
import type { CohortPoint, CohortsView } from "#server/explanations/cohorts-view.ts";
import { ScrollBox } from "../components/scroll-box.tsx";
import { formatHalfWidth, formatValue, NOTHING } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { withheldMark } from "../withheld-mark.ts";
import { useReadingSentence } from "../wording/use-reading-sentence.ts";
import { agesOf } from "./cohort-ages.ts";
import { ageName, cohortName } from "./cohort-names.ts";

/** Batches by year of age, or classes of years since handover: a column holds what was alike in age, each cell says in which wave it was so. */
export function CohortTable({
  view,
  chosen,
}: {
  readonly view: CohortsView;
  readonly chosen: number | null;
}) {
  const t = useTranslations("compare");
  const names = useNames();
  const ages = agesOf(view);
  return (
    <ScrollBox label={t("cohortTitle", { by: view.ageBy })}>
      <table className="w-full border-collapse text-13">
        <caption className="sr-only">{t("cohortTitle", { by: view.ageBy })}</caption>
        <thead>
          <tr className="border-b border-line-strong text-12 text-ink-3">
            <th
              scope="col"
              className="sticky left-0 h-9 bg-surface pr-3 pl-4 text-left font-normal whitespace-nowrap"
            >
              {t("cohortBatch", { by: view.ageBy })}
            </th>
            {view.ageBy === "batch" && (
              <th scope="col" className="px-2 text-left font-normal whitespace-nowrap">
                {t("cohortStart")}
              </th>
            )}
            {ages.map((each) => (
              <th
                key={each.age}
                scope="col"
                className="px-2 text-right font-normal whitespace-nowrap last:pr-4"
              >
                {ageName(each, names, (year) => t("cohortYear", { year }))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {view.cohorts.map((cohort) => (
            <tr
              key={`${cohort.project.id} ${cohort.batch}`}
              className={`border-b border-line last:border-0 ${cohort.project.id === chosen ? "bg-accent-soft" : ""}`}
            >
              <th
                scope="row"
                className="sticky left-0 bg-surface py-1.5 pr-3 pl-4 text-left font-normal whitespace-nowrap"
              >
                {names.unit(cohort.project)} <span className="text-ink-3">{cohortName(cohort, names)}</span>
              </th>
              {cohort.startsOn !== null && <td className="px-2 text-ink-3">{cohort.startsOn.slice(0, 7)}</td>}
              {ages.map(({ age }) => (
                <td key={age} className="px-2 py-1.5 text-right whitespace-nowrap last:pr-4">
                  <AgeCell
                    view={view}
                    point={cohort.points.findLast((point) => point.age === age)}
                    of={`${names.unit(cohort.project)} ${cohortName(cohort, names)}`}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

function AgeCell({
  view,
  point,
  of,
}: {
  readonly view: CohortsView;
  readonly point: CohortPoint | undefined;
  readonly of: string;
}) {
  const t = useTranslations("compare");
  const sentence = useReadingSentence();
  if (!point) return <span className="text-ink-3">{NOTHING}</span>;
  const { reading, calendarYear, bandOfAge } = point;
  const { unit } = view.node;
  const shown = withheldMark(reading) ?? formatValue(reading.value, unit);
  return (
    <span title={sentence({ of: [of, String(calendarYear)], reading, unit })}>
      <span className={reading.state === "full" ? "font-semibold" : "text-ink-2"}>{shown}</span>{" "}
      {reading.value !== null && (
        <span className="text-12 text-ink-3">{formatHalfWidth(reading.halfWidth, unit)}</span>
      )}
      <span className="block text-12 text-ink-3">
        {calendarYear}
        {bandOfAge !== null && ` ${t("bandName", { band: bandOfAge })}`}
      </span>
    </span>
  );
}
