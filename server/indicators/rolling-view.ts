import { z } from "zod";
import type { Reading } from "#analytics/reading.ts";
import { AppError } from "#server/app-error.ts";
import { subtree, unitRef } from "#server/scope/org-tree.ts";
import type { Scope } from "#server/scope/scope.ts";
import { readableUnit, sightOn } from "#server/scope/sight.ts";
import type { UnitRef } from "#server/scope/unit-view.ts";
import { addMonths } from "#surveys/calendar-date.ts";
import type { Text } from "#surveys/question.ts";
import { wordingOf } from "./breaks.ts";
import type { Period } from "./calendar-periods.ts";
import { type PublishedDefinition, publishedDefinition } from "./definitions.ts";
import { stateFrom } from "./full-from.ts";
import { nodeInfos, nodeRef, visibleNodes } from "./nodes.ts";
import { placeOfUnit, type UnitKey } from "./place.ts";
import { rollingKey } from "./protect-periods.ts";
import { readingView } from "./reading-of.ts";
import type { Asked, NodeRef, ReadingView } from "./reading-view.ts";
import { tell } from "./restated-table.ts";
import { makeRollingTable, yearsOf } from "./rolling-table.ts";
import { readSettings } from "./settings.ts";
import type { Sources } from "./sources.ts";
import { stateInUse } from "./state-in-use.ts";
import { remembered } from "./table-cache.ts";
import type { WaveOption } from "./wave-option.ts";
import { listWaves } from "./waves.ts";

export const rollingQuery = z.strictObject({
  kind: z.enum(["signing", "residence"]),
  unit: z.int().positive(),
  /** Periods that ended by this month; by the last whole month when left out. */
  upTo: z
    .string()
    .regex(/^20\d\d-(0[1-9]|1[0-2])$/)
    .optional(),
});
export type RollingQuery = z.infer<typeof rollingQuery>;

/** A number over a quarter of the calendar, or over the twelve months that end with one. */
export type RollingPoint = ReadingView & {
  /** First and last month, YYYY-MM. */
  readonly from: string;
  readonly to: string;
  /** Whether another version was in force then; it still decides what may be told. */
  readonly restated: boolean;
};

export type RollingRow = {
  readonly node: NodeRef;
  readonly depth: number;
  readonly quarters: readonly RollingPoint[];
  readonly twelves: readonly RollingPoint[];
};

export type RollingView = {
  readonly kind: RollingQuery["kind"];
  readonly unit: UnitRef;
  readonly upTo: string;
  readonly rows: readonly RollingRow[];
  /** The index over the last twelve months of the units below; empty before there are any. */
  readonly parts: readonly { readonly unit: UnitRef; readonly twelve: RollingPoint }[];
  readonly passport: {
    readonly asked?: Asked | undefined;
    readonly definition: {
      readonly id: string;
      readonly version: number;
      readonly hash: string;
      readonly title: Text;
    };
    readonly data: { readonly version: string; readonly asOf: string };
    readonly frame: { readonly version: string } | null;
    readonly filters: Readonly<Record<string, string>>;
    /** Answers behind the index over the newest twelve months, or the newest quarter before there are any; null where withheld. */
    readonly n: number | null;
    readonly estimand: "owner-weighted";
    readonly inference: "process";
    readonly confidence: number;
    readonly method: Text;
  };
};

const METHOD = {
  zh: "按答卷提交月份累加：给出已结束的自然季度，以及截至每季度末的近十二个月（逐季滚动）。权数为各层全年应访户数/答卷数；按过程推断，不含有限总体校正。组织归属按今天。口径为截止月份当年所行版本，此前另有版本的期间按其重算，能否显示仍由当时版本决定。季度之间、相邻两个十二个月之间、单位之间都不能相减得出被隐藏的数。",
  en: "Answers added up by month of submission, over quarters of the calendar that have ended and the twelve months up to each quarter's end, which roll on by a quarter. Weights are a stratum's owners of the year over its answers; inference is about a process, without finite correction. Units as they stand today. The version is that in force in the last month's year; periods of another one are restated under it, and that one decides what is shown of them. Nothing hidden follows by subtracting quarters, twelve months or units.",
};

/** How many of the newest periods are shown, by their months. */
const SHOWN = [
  [3, 8],
  [12, 8],
] as const;

/** A month that is over, the last one when none is named. @throws AppError `invalid` for one that is not */
function endedMonth(scope: Scope, asked: string | undefined): string {
  const last = addMonths(`${scope.today.slice(0, 7)}-01`, -1).slice(0, 7);
  if (asked !== undefined && asked > last)
    throw new AppError("invalid", `${asked} is not over yet: ask for numbers up to ${last}.`, { last });
  return asked ?? last;
}

/**
 * The tables of a callback, each made once for a state of the data: every period under the version of its year, which decides
 * what may be told, and all periods under one version.
 */
async function tablesOf(
  sources: Sources,
  scope: Scope,
  { kind }: RollingQuery,
  waves: readonly WaveOption[],
) {
  const [newest] = waves;
  if (!newest)
    throw new AppError("not_found", "This callback has no answers yet: it begins with the first call.");
  const wording = await wordingOf(sources.db, newest.id);
  const ended = endedMonth(scope, undefined);
  const published = new Map(
    await Promise.all(
      yearsOf({ waves, ended }).map(
        async (year) => [year, await publishedDefinition(sources.db, `${kind}-callback`, year)] as const,
      ),
    ),
  );
  const [first] = published.values();
  const ruleOf = (year: number): PublishedDefinition => {
    // before the first year there is nothing to read, under whichever rule
    const found = published.get(year) ?? first;
    if (found === undefined) throw new Error("a callback has years");
    return found;
  };
  const tableOf = (rules: ReadonlyMap<number, PublishedDefinition>) => {
    const hashes = [...rules.values()].map(({ hash }) => hash).join();
    return remembered(`rolling|${stateInUse(sources)}|${hashes}|${ended}|${scope.today}`, () => {
      const once = new Map([...rules.values()].map(({ hash, definition }) => [hash, definition]));
      return makeRollingTable(
        sources,
        (year) => {
          const definition = once.get(rules.get(year)?.hash ?? "");
          if (definition === undefined) throw new Error(`no rule was read for ${year}`);
          return definition;
        },
        { questionnaire: wording.questionnaire, waves, ended },
      );
    });
  };
  return {
    wording,
    ruleOf,
    ofTheirTime: await tableOf(published),
    under: (asked: PublishedDefinition) =>
      tableOf(new Map([...published.keys()].map((year) => [year, asked] as const))),
  };
}

type Tables = Awaited<ReturnType<typeof tablesOf>>;

/**
 * How a place is told under a version: where that was in force as it was decided then, elsewhere so that the two together tell
 * nothing that either hides.
 */
async function tellerOf({ ruleOf, ofTheirTime, under }: Tables, asked: PublishedDefinition) {
  const restated = await under(asked);
  return (unit: UnitKey, { name, year }: Period, node: string) => {
    const key = rollingKey(unit, name);
    const then = ofTheirTime.shown.get(key) ?? new Map<string, Reading>();
    const { definition, hash } = ruleOf(year);
    if (hash === asked.hash) return { reading: then.get(node), restated: false };
    const nodes = restated.shown.get(key) ?? new Map<string, Reading>();
    const reading = nodes.get(node);
    if (reading === undefined) return { reading, restated: true };
    const told = tell([definition, asked.definition], [then, nodes], reading, undefined);
    return { reading: told.reading, restated: true };
  };
}

/**
 * The rolling numbers of a callback: it is a stream, and no wave of it is ever complete.
 * @throws AppError `not_found` for a unit that is not the asker's, or a callback without answers, `invalid` for a month that is not over
 */
export async function rollingView(sources: Sources, scope: Scope, query: RollingQuery): Promise<RollingView> {
  const { kind, unit: unitId } = query;
  const upTo = endedMonth(scope, query.upTo);
  const sight = sightOn(scope, scope.tree);
  const unit = readableUnit(sight, unitId);
  const tables = await tablesOf(sources, scope, query, await listWaves(sources.db, scope, kind));
  const published = tables.ruleOf(Number(upTo.slice(0, 4)));
  const { "display.full_from": full } = await readSettings(sources.db);
  const { wording, ofTheirTime: table } = tables;
  const [quarters = [], twelves = []] = SHOWN.map(([length, count]) =>
    table.periods
      .filter((period) => period.length === length && (period.months.at(-1) ?? "") <= upTo)
      .slice(-count),
  );
  const told = await tellerOf(tables, published);
  const reach = sight.readable.get(unit.id) ?? new Set();
  const infos = visibleNodes(nodeInfos(published.definition, wording.questions), reach);
  const pointAt = (key: UnitKey, node: string) => (period: Period) => {
    const { reading, restated } = told(key, period, node);
    const [from = "", to = ""] = [period.months[0], period.months.at(-1)];
    return { from, to, restated, ...readingView(reading && stateFrom(reading, full)) };
  };
  const own = placeOfUnit(unit, undefined, "now").unit;
  const last = twelves.at(-1);
  const root = published.definition.tree.id;
  const newestPeriod = last ?? quarters.at(-1);
  const below = (scope.tree.children.get(unit.id) ?? []).flatMap((id) => {
    const part = scope.tree.units.get(id);
    const counts = part?.kind === "region" || part?.kind === "project";
    return part && counts && sight.readable.has(id) && subtree(scope.tree, id).length > 0 ? [part] : [];
  });
  const { id, version, title } = published.definition;
  return {
    kind,
    unit: unitRef(unit),
    upTo,
    rows: infos.map((info) => ({
      node: nodeRef(info),
      depth: info.depth,
      quarters: quarters.map(pointAt(own, info.id)),
      twelves: twelves.map(pointAt(own, info.id)),
    })),
    parts: infos.some((info) => info.id === root)
      ? below.flatMap((part) =>
          last
            ? [{ unit: unitRef(part), twelve: pointAt(placeOfUnit(part, undefined, "now").unit, root)(last) }]
            : [],
        )
      : [],
    passport: {
      definition: { id, version, hash: published.hash, title: title ?? { zh: id, en: id } },
      data: { version: table.dataVersion, asOf: table.asOf },
      frame: table.frame === undefined ? null : { version: table.frame },
      filters: { unit: unit.code, kind, upTo },
      n: newestPeriod ? pointAt(own, root)(newestPeriod).n : null,
      estimand: "owner-weighted",
      inference: "process",
      confidence: 0.95,
      method: METHOD,
    },
  };
}
