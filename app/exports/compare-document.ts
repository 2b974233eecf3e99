import type { UnitsView } from "#server/explanations/units-answer.ts";
import type { ExportDocument } from "#server/exports/export-document.ts";
import type { Value } from "#server/exports/table.ts";
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

/** Compared units as a file, in the order and bands they are seen in. */
export function compareDocument(
  view: UnitsView,
  t: Awaited<ReturnType<typeof pageWords>>,
  english: boolean,
): ExportDocument {
  const names = namesIn(english);
  const title = `${names.unit(view.unit)} · ${t("nav.compare")} · ${names.node(view.node)} · ${names.wave(view.wave)}`;
  return {
    name: title.replaceAll(" · ", "_"),
    title,
    layout: {
      columns: [
        t("compare.band"),
        t("compare.unit"),
        t("compare.cohortWave"),
        `${t("compare.mixOwn")} ${t("table.value")}`,
        t("table.low"),
        t("table.high"),
        t("table.n"),
        `${t("compare.mixStandard")} ${t("table.value")}`,
        t("compare.difference"),
        t("exports.verdict"),
        t("compare.ranks"),
        t("compare.grade"),
      ],
      rows: view.units.map(
        ({ unit, band, year, reading, standardised, difference, ranks, grade }): Value[] => [
          band === null ? t("compare.notRanked") : t("compare.bandName", { band }),
          names.unit(unit),
          year,
          cellValue(reading),
          reading.low,
          reading.high,
          reading.n,
          standardised === null ? "—" : cellValue(standardised),
          difference?.difference ?? null,
          difference === null
            ? null
            : t(difference.verdict === "not-distinguishable" ? "change.noise" : "change.significant"),
          ranks ? t("compare.rankRange", { best: ranks[0], worst: ranks[1] }) : null,
          grade,
        ],
      ),
    },
    long: {
      columns: [
        { name: "indicator", type: "text" },
        { name: "unit", type: "text" },
        { name: "year", type: "integer" },
        { name: "band", type: "integer" },
        ...READING_COLUMNS,
        { name: "standardised", type: "number" },
        { name: "standardised_low", type: "number" },
        { name: "standardised_high", type: "number" },
        { name: "difference", type: "number" },
        { name: "verdict", type: "text" },
        { name: "best_rank", type: "integer" },
        { name: "worst_rank", type: "integer" },
        { name: "funnel", type: "text" },
        { name: "quality", type: "text" },
        ...ORIGIN_COLUMNS,
      ],
      rows: view.units.map(
        ({ unit, band, year, reading, standardised, difference, ranks, funnel, grade }): Value[] => [
          view.node.id,
          names.unit(unit),
          year,
          band,
          ...readingValues(reading),
          standardised?.value ?? null,
          standardised?.low ?? null,
          standardised?.high ?? null,
          difference?.difference ?? null,
          difference?.verdict ?? null,
          ranks?.[0] ?? null,
          ranks?.[1] ?? null,
          funnel,
          grade,
          ...originValues(view.passport),
        ],
      ),
    },
    passport: passportFacts(view.passport, view.unit, t, names),
    method: { wave: view.wave.id, language: english ? "en" : "zh" },
    sheets: sheetNames(t),
  };
}
