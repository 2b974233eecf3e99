import type { CellFace, ExportDocument } from "#server/exports/export-document.ts";
import type { Value } from "#server/exports/table.ts";
import type { ShareView, VoicesView } from "#server/voices/voices-view.ts";
import { NOTHING } from "../format.ts";
import { namesIn } from "../language/names.ts";
import type { pageWords } from "../language/page-words.ts";
import { passportFacts } from "./passport-facts.ts";
import { ORIGIN_COLUMNS, originValues } from "./reading-columns.ts";
import { sheetNames } from "./sheet-names.ts";

const PERCENT: CellFace = { percent: true };

function shareValues(share: ShareView): readonly Value[] {
  return [share.count, share.n, share.share, share.low, share.high];
}

/** What owners speak of, as a file: topics with their course and change, and the same topics in the units below. No words. */
export function voicesDocument(
  view: VoicesView,
  t: Awaited<ReturnType<typeof pageWords>>,
  english: boolean,
): ExportDocument {
  const names = namesIn(english);
  const title = `${names.unit(view.unit)} · ${t("voices.topics")} · ${names.wave(view.wave)}`;
  const years = [...new Set(view.topics.flatMap(({ trend }) => trend.map(({ year }) => year)))].toSorted();
  const untold = view.untold ? [{ name: t("voices.noTopic"), share: view.untold }] : [];
  const empty: readonly Value[] = [...years.map(() => null), null, null];
  const lines = [
    ...view.topics.map((row) => ({
      unit: view.unit,
      topic: row.topic.id,
      name: names.text(row.topic.title),
      share: row as ShareView,
      change: row.change,
      more: [
        ...years.map((year) => row.trend.find((point) => point.year === year)?.share ?? null),
        row.change?.difference ?? NOTHING,
        row.change && t(row.change.verdict === "not-distinguishable" ? "change.noise" : "change.significant"),
      ] as readonly Value[],
    })),
    ...untold.map(({ name, share }) => ({
      ...{ unit: view.unit, topic: "none", name, share, change: null, more: empty },
    })),
    ...view.parts.flatMap((part) =>
      view.topics.flatMap(({ topic }) => {
        const share = part.shares[topic.id];
        return share
          ? [
              {
                ...{ unit: part.unit, topic: topic.id, name: names.text(topic.title) },
                ...{ share, change: null, more: empty },
              },
            ]
          : [];
      }),
    ),
  ];
  return {
    name: title.replaceAll(" · ", "_"),
    title,
    layout: {
      columns: [
        t("voices.unit"),
        t("voices.topic"),
        t("voices.count"),
        t("exports.writers"),
        t("voices.share"),
        t("table.low"),
        t("table.high"),
        ...years.map(String),
        t("voices.change"),
        t("exports.verdict"),
      ],
      rows: lines.map(({ unit, name, share, more }) => [
        names.unit(unit),
        name,
        ...shareValues(share),
        ...more,
      ]),
      faces: lines.map(({ change }) => [
        ...Array.from({ length: 4 }, () => undefined),
        ...Array.from({ length: 3 + years.length }, () => PERCENT),
        {
          percent: true,
          arrow:
            change === null || change.verdict === "not-distinguishable"
              ? undefined
              : change.verdict === "more"
                ? "▲"
                : "▼",
        },
      ]),
    },
    long: {
      columns: [
        { name: "unit", type: "text" },
        { name: "topic", type: "text" },
        { name: "year", type: "integer" },
        { name: "count", type: "integer" },
        { name: "n", type: "integer" },
        { name: "share", type: "number" },
        { name: "low", type: "number" },
        { name: "high", type: "number" },
        { name: "change", type: "number" },
        { name: "change_low", type: "number" },
        { name: "change_high", type: "number" },
        { name: "verdict", type: "text" },
        ...ORIGIN_COLUMNS,
      ],
      rows: [
        ...lines.map(({ unit, topic, share, change }): Value[] => [
          names.unit(unit),
          topic,
          view.wave.year,
          ...shareValues(share),
          change?.difference ?? null,
          change?.low ?? null,
          change?.high ?? null,
          change?.verdict ?? null,
          ...originValues(view.passport),
        ]),
        // the course before this wave, as the small trends show it
        ...view.topics.flatMap(({ topic, trend }) =>
          trend
            .filter(({ waveId }) => waveId !== view.wave.id)
            .map((point): Value[] => [
              names.unit(view.unit),
              topic.id,
              point.year,
              ...shareValues(point),
              ...[null, null, null, null],
              ...originValues(view.passport),
            ]),
        ),
      ],
    },
    passport: passportFacts(view.passport, view.unit, t, names),
    method: { wave: view.wave.id, language: english ? "en" : "zh" },
    sheets: sheetNames(t),
  };
}
