import type { WhyView } from "#server/explanations/change-view.ts";
import type { DriversView } from "#server/explanations/drivers-view.ts";
import type { PrioritiesView } from "#server/explanations/priorities-view.ts";
import type { CellFace, ExportDocument } from "#server/exports/export-document.ts";
import type { Value } from "#server/exports/table.ts";
import { namesIn } from "../language/names.ts";
import type { pageWords } from "../language/page-words.ts";
import { type ChangeBy, changeParts } from "../why/change-parts.ts";
import { priorityPhase } from "../why/priority-phase.ts";
import { passportFacts } from "./passport-facts.ts";
import { cellValue, ORIGIN_COLUMNS, originValues } from "./reading-columns.ts";
import { sheetNames } from "./sheet-names.ts";

type Words = Awaited<ReturnType<typeof pageWords>>;
type Names = ReturnType<typeof namesIn>;

/** A line of the screen: points of a change or a score, and beside it a share of 0–1. */
type Line = {
  readonly part: "change" | "priorities" | "drivers" | "users";
  readonly id: string;
  readonly phase: string | null;
  readonly port: string | null;
  readonly name: string;
  /** What the sheet prints; the number itself where it is told. */
  readonly told: Value;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number | null;
  readonly share: number | null;
  readonly shareLow: number | null;
  readonly shareHigh: number | null;
  readonly verdict: string | null;
};

const EMPTY = {
  ...{ phase: null, port: null, told: null, value: null, low: null, high: null, n: null },
  ...{ share: null, shareLow: null, shareHigh: null, verdict: null },
} as const;

function changeLines(view: WhyView, by: ChangeBy, t: Words, names: Names): readonly Line[] {
  const end = ({ year }: { readonly year: number }, reading: WhyView["before"]): Line => ({
    ...EMPTY,
    part: "change",
    id: view.node.id,
    name: String(year),
    told: cellValue(reading),
    value: reading.value,
    low: reading.low,
    high: reading.high,
    n: reading.n,
  });
  const parts = changeParts(view, by, names, {
    line: (line) => t(`why.line_${line}`),
    others: (count) => t("why.others", { count }),
  });
  return [
    end(view.previousWave, view.before),
    ...parts.map(({ key, name, points, low, high }): Line => {
      // what nobody named has no interval of its own
      const own = key !== "others";
      const sure = own && (low > 0 || high < 0);
      return {
        ...EMPTY,
        ...{ part: "change", id: key, name, told: points, value: points },
        ...{ low: own ? low : null, high: own ? high : null },
        verdict: t(own ? (sure ? "why.sure" : "why.noise") : "why.together"),
      };
    }),
    end(view.wave, view.after),
  ];
}

function priorityLines(view: PrioritiesView, first: string | null, t: Words, names: Names): readonly Line[] {
  const seen = priorityPhase(view, first);
  return [seen ?? []].flat().flatMap(({ phase, ports }) =>
    ports.flatMap(({ port, rows }) =>
      rows.map(
        ({ node, importance, performance, field }): Line => ({
          ...{ part: "priorities", id: node.id, phase, port, name: names.node(node) },
          told: cellValue(performance),
          ...{ value: performance.value, low: performance.low, high: performance.high, n: performance.n },
          ...{ share: importance.share, shareLow: importance.low, shareHigh: importance.high },
          verdict: t(`why.field_${field ?? "none"}`),
        }),
      ),
    ),
  );
}

function driverLines(view: DriversView, t: Words, names: Names): readonly Line[] {
  return view.phases.flatMap(({ phase, n, verdict, drivers, users }) => [
    ...drivers.map(
      ({ node, share, low, high }): Line => ({
        ...EMPTY,
        ...{ part: "drivers", id: node.id, phase, name: names.node(node), n },
        ...{ share, shareLow: low, shareHigh: high },
        verdict: t(`why.verdict_${verdict}`),
      }),
    ),
    // each in a model of its own, among those who rated it
    ...users.flatMap(({ driver, n: rated, verdict: own }): readonly Line[] =>
      driver
        ? [
            {
              ...EMPTY,
              ...{ part: "users", id: driver.node.id, phase, name: names.node(driver.node), n: rated },
              ...{ share: driver.share, shareLow: driver.low, shareHigh: driver.high },
              verdict: t(`why.verdict_${own}`),
            },
          ]
        : [],
    ),
  ]);
}

const PERCENT: CellFace = { percent: true };

/**
 * Why a number moved and where to begin, as a file: the blocks of the change as they are taken apart on the screen, the dimensions by
 * port, and what moves the overall mark.
 * @param change null where there is no wave before
 * @param chosen how the change is taken apart, and the phase whose priorities are seen
 */
export function whyDocument(
  {
    change,
    drivers,
    priorities,
  }: {
    readonly change: WhyView | null;
    readonly drivers: DriversView;
    readonly priorities: PrioritiesView;
  },
  chosen: { readonly parts: ChangeBy; readonly first: string | null },
  t: Words,
  english: boolean,
): ExportDocument {
  const names = namesIn(english);
  const about = change ?? drivers;
  const title = [
    names.unit(drivers.unit),
    t("nav.why"),
    ...(change ? [names.node(change.node)] : []),
    names.wave(drivers.wave),
  ].join(" · ");
  const titles = {
    change: change ? t("why.changeTitle", { node: names.node(change.node) }) : "",
    priorities: t("why.prioritiesTitle"),
    drivers: t("why.driversTitle", { outcome: names.node(drivers.outcome) }),
    users: t("why.usersTitle"),
  };
  const lines = [
    ...(change && change.lines.length > 0 ? changeLines(change, chosen.parts, t, names) : []),
    ...priorityLines(priorities, chosen.first, t, names),
    ...driverLines(drivers, t, names),
  ];
  const phaseName = (phase: string | null) =>
    phase === null ? null : names.phase(phase as DriversView["phases"][number]["phase"]);
  const passports = {
    change: about.passport,
    priorities: priorities.passport,
    drivers: drivers.passport,
    users: drivers.passport,
  };
  return {
    name: title.replaceAll(" · ", "_"),
    title,
    layout: {
      columns: [
        t("exports.part"),
        t("why.phase"),
        t("why.port"),
        t("why.part"),
        t("why.points"),
        t("table.low"),
        t("table.high"),
        t("table.n"),
        t("why.importance"),
        t("table.low"),
        t("table.high"),
        t("exports.verdict"),
      ],
      rows: lines.map((line) => [
        titles[line.part],
        phaseName(line.phase),
        line.port && names.port(line.port),
        line.name,
        line.told,
        line.low,
        line.high,
        line.n,
        line.share,
        line.shareLow,
        line.shareHigh,
        line.verdict,
      ]),
      faces: lines.map(() => [...Array.from({ length: 8 }, () => undefined), PERCENT, PERCENT, PERCENT]),
    },
    long: {
      columns: [
        { name: "part", type: "text" },
        { name: "id", type: "text" },
        { name: "name", type: "text" },
        { name: "phase", type: "text" },
        { name: "port", type: "text" },
        { name: "value", type: "number" },
        { name: "low", type: "number" },
        { name: "high", type: "number" },
        { name: "n", type: "integer" },
        { name: "share", type: "number" },
        { name: "share_low", type: "number" },
        { name: "share_high", type: "number" },
        { name: "verdict", type: "text" },
        ...ORIGIN_COLUMNS,
      ],
      rows: lines.map((line): Value[] => [
        line.part,
        line.id,
        line.name,
        line.phase,
        line.port,
        line.value,
        line.low,
        line.high,
        line.n,
        line.share,
        line.shareLow,
        line.shareHigh,
        line.verdict,
        ...originValues(passports[line.part]),
      ]),
    },
    passport: passportFacts(about.passport, drivers.unit, t, names),
    method: { wave: drivers.wave.id, language: english ? "en" : "zh" },
    sheets: sheetNames(t),
  };
}
