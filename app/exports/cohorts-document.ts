import type { CohortsView } from "#server/explanations/cohorts-view.ts";
import type { ExportDocument } from "#server/exports/export-document.ts";
import type { Value } from "#server/exports/table.ts";
import { agesOf } from "../compare/cohort-ages.ts";
import { ageName, cohortName } from "../compare/cohort-names.ts";
import { namesIn } from "../language/names.ts";
import type { pageWords } from "../language/page-words.ts";
import { passportFacts } from "./passport-facts.ts";
import {
  cellValue,
  ORIGIN_COLUMNS,
  originValues,
  READING_COLUMNS,
  readingValues,
} from "./reading-columns.ts";
import { sheetNames } from "./sheet-names.ts";

/** Handover batches, or classes of years since handover, as a file: a column an age, with interval, n and the wave beside each value. */
export function cohortsDocument(
  view: CohortsView,
  t: Awaited<ReturnType<typeof pageWords>>,
  english: boolean,
): ExportDocument {
  const names = namesIn(english);
  const ages = agesOf(view);
  const byBatch = view.ageBy === "batch";
  const title = `${names.unit(view.unit)} · ${t("compare.cohortTitle", { by: view.ageBy })} · ${names.node(view.node)}`;
  return {
    name: title.replaceAll(" · ", "_"),
    title,
    layout: {
      columns: [
        t("compare.cohortProject"),
        t("compare.cohortBatch", { by: view.ageBy }),
        ...(byBatch ? [t("compare.cohortStart")] : []),
        ...ages.flatMap((each) => {
          const of = ageName(each, names, (year) => t("compare.cohortYear", { year }));
          return [
            `${of} ${t("table.value")}`,
            `${of} ${t("table.low")}`,
            `${of} ${t("table.high")}`,
            `${of} ${t("table.n")}`,
            `${of} ${t("compare.cohortWave")}`,
          ];
        }),
      ],
      rows: view.cohorts.map(({ project, batch, tenure, startsOn, points }) => [
        names.unit(project),
        cohortName({ batch, tenure }, names),
        ...(byBatch ? [startsOn] : []),
        ...ages.flatMap(({ age }): Value[] => {
          const point = points.findLast((each) => each.age === age);
          if (!point) return ["—", null, null, null, null];
          const { reading, calendarYear } = point;
          return [cellValue(reading), reading.low, reading.high, reading.n, calendarYear];
        }),
      ]),
    },
    long: {
      columns: [
        { name: "indicator", type: "text" },
        { name: "project", type: "text" },
        ...(byBatch
          ? ([
              { name: "batch", type: "text" },
              { name: "starts_on", type: "text" },
              { name: "wave", type: "integer" },
              { name: "months", type: "integer" },
              { name: "year_of_age", type: "integer" },
            ] as const)
          : ([
              { name: "tenure", type: "text" },
              { name: "from_months", type: "integer" },
              { name: "to_months", type: "integer" },
              { name: "wave", type: "integer" },
            ] as const)),
        ...READING_COLUMNS,
        { name: "band_of_age", type: "integer" },
        { name: "band_of_year", type: "integer" },
        ...ORIGIN_COLUMNS,
      ],
      rows: view.cohorts.flatMap(({ project, batch, tenure, startsOn, points }) =>
        points.map(({ calendarYear, months, age, reading, bandOfAge, bandOfYear }): Value[] => [
          view.node.id,
          names.unit(project),
          ...(byBatch
            ? [batch, startsOn, calendarYear, months, age]
            : [cohortName({ batch, tenure }, names), tenure?.from ?? null, tenure?.to ?? null, calendarYear]),
          ...readingValues(reading),
          bandOfAge,
          bandOfYear,
          ...originValues(view.passport),
        ]),
      ),
    },
    passport: passportFacts(view.passport, view.unit, t, names),
    method: { wave: view.wave.id, language: english ? "en" : "zh" },
    sheets: sheetNames(t),
  };
}
