import type { ExportDocument } from "#server/exports/export-document.ts";
import type { Value } from "#server/exports/table.ts";
import type { ChangeView, ReadingView } from "#server/indicators/reading-view.ts";
import type { HomeView } from "#server/indicators/views.ts";
import { trendLines } from "../home/trend-lines.ts";
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

type Line = {
  readonly part: string;
  readonly name: string;
  /** The year of the wave it is of; that of the page when left out. */
  readonly year?: number;
  readonly reading: ReadingView;
  readonly change: ChangeView | null;
  /** Of a project's fieldwork. */
  readonly grade?: string | null;
  /** Read under the rule of its time, which need not be that of the page. */
  readonly ofItsTime?: boolean;
};

/** What the panel of trends shows: of all owners and of each phase the number of the wave, and after it those of earlier ones. */
function phaseLines(
  view: HomeView,
  t: Awaited<ReturnType<typeof pageWords>>,
  names: ReturnType<typeof namesIn>,
): readonly Line[] {
  const part = t("home.phases");
  return trendLines(view).flatMap((row) => {
    const name = row.phase ? names.phase(row.phase) : t("home.allOwners");
    const earlier = row.trend.points.filter(({ waveId }) => waveId !== view.wave.id);
    return [
      { part, name, reading: row.reading, change: row.change },
      ...earlier.map((point) => ({
        part,
        name,
        year: point.year,
        reading: point,
        change: null,
        ofItsTime: !point.restated,
      })),
    ];
  });
}

/** What Home shows as a file: the key numbers, what the unit divides into with its bands, trends by phase, and the dimensions. */
export function homeDocument(
  view: HomeView,
  t: Awaited<ReturnType<typeof pageWords>>,
  english: boolean,
): ExportDocument {
  const names = namesIn(english);
  const tiles = [
    { part: names.unit(view.unit), name: t("home.satisfaction"), tile: view.index },
    { part: names.unit(view.unit), name: t("home.loyalty"), tile: view.loyalty },
    { part: names.unit(view.unit), name: t("home.nps"), tile: view.nps },
  ];
  const lines: readonly Line[] = [
    ...tiles.flatMap(({ part, name, tile }) =>
      tile ? [{ part, name, reading: tile.reading, change: tile.change }] : [],
    ),
    ...view.bands.flatMap(({ band, rows }) =>
      rows.map((row) => ({
        part: band === null ? t("home.notRanked") : t("home.bandName", { band }),
        name: row.unit ? names.unit(row.unit) : row.phase ? names.phase(row.phase) : "",
        reading: row.reading,
        change: row.change,
        grade: row.grade,
      })),
    ),
    ...phaseLines(view, t, names),
    ...[
      { part: t("home.lowest"), rows: view.lowest },
      { part: t("home.highest"), rows: view.highest },
    ].flatMap(({ part, rows }) =>
      rows.map((row) => ({ part, name: names.node(row.node), reading: row.reading, change: row.change })),
    ),
  ];
  const title = `${names.unit(view.unit)} · ${names.wave(view.wave)}`;
  return {
    name: title.replaceAll(" · ", "_"),
    title,
    layout: {
      columns: [
        t("exports.part"),
        t("indicators.indicator"),
        t("table.year"),
        t("table.value"),
        t("table.low"),
        t("table.high"),
        t("table.n"),
        t("exports.change"),
        t("exports.verdict"),
        t("exports.grade"),
      ],
      rows: lines.map(({ part, name, year, reading, change, grade }): Value[] => [
        part,
        name,
        year ?? view.wave.year,
        cellValue(reading),
        reading.low,
        reading.high,
        reading.n,
        change?.difference ?? null,
        change ? t(change.verdict === "not-distinguishable" ? "change.noise" : "change.significant") : null,
        grade ?? null,
      ]),
    },
    long: {
      columns: [
        { name: "part", type: "text" },
        { name: "name", type: "text" },
        { name: "year", type: "integer" },
        ...READING_COLUMNS,
        { name: "change", type: "number" },
        { name: "change_verdict", type: "text" },
        { name: "quality", type: "text" },
        ...ORIGIN_COLUMNS,
      ],
      rows: lines.map(({ part, name, year, reading, change, grade, ofItsTime }): Value[] => [
        part,
        name,
        year ?? view.wave.year,
        ...readingValues(reading),
        change?.difference ?? null,
        change?.verdict ?? null,
        grade ?? null,
        ...(ofItsTime ? [null, view.passport.data.version] : originValues(view.passport)),
      ]),
    },
    passport: passportFacts(view.passport, view.unit, t, names),
    method: { wave: view.wave.id, language: english ? "en" : "zh" },
    sheets: sheetNames(t),
  };
}
