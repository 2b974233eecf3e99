import { setImmediate as nextTurn } from "node:timers/promises";
import type { Cell, Moments } from "#analytics/moments.ts";
import { AppError } from "#server/app-error.ts";
import { decidedWhole } from "#server/indicators/decided-whole.ts";
import type { PublishedDefinition } from "#server/indicators/definitions.ts";
import { MODE_LEVELS, makeModeTables } from "#server/indicators/mode-tables.ts";
import { onlyPhases } from "#server/indicators/only-phase.ts";
import { ownersBehind } from "#server/indicators/owners-behind.ts";
import { isPhased, LEVELS, type Level } from "#server/indicators/place.ts";
import { type DivisionRule, protectDivision } from "#server/indicators/protect-division.ts";
import type { ReadingMap } from "#server/indicators/reading-cells.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { remembered } from "#server/indicators/table-cache.ts";
import {
  definitionsOf,
  readLevels,
  type TableRequest,
  type WaveTable,
} from "#server/indicators/wave-table.ts";
import { OWNER_PHASES } from "#surveys/owner-phase.ts";
import { companionsOfCrossing } from "./companions-of-crossing.ts";
import { type CutTable, partName } from "./cut-part.ts";
import { keepTable, keptTable } from "./kept-tables.ts";
import { columnOf, type FreeCut } from "./merged-classes.ts";
import { bytesOfTable } from "./packed-table.ts";
import { possibleParts } from "./possible-parts.ts";
import type { PartReadings } from "./possible-readings.ts";
import { classesFor, sumsByCuts } from "./sums-by-cuts.ts";
import { held } from "./table-shelf.ts";
import { tableAhead, tableName } from "./tables-ahead.ts";
import { wholesOf, withinClasses } from "./wholes-of-cuts.ts";

export type CutTableRequest = {
  readonly sources: Sources;
  readonly published: PublishedDefinition;
  readonly request: TableRequest;
  readonly whole: WaveTable;
  /**
   * Answers a class of merged groups should have: the minimum of the rule of the wave's time, also under another rule. Classes by another
   * minimum would be a second merger, to be subtracted from the first.
   */
  readonly classMinimum: number;
};

/** Readings that a table may have: beyond it deciding what to hide takes longer than anybody waits. */
const MOST_READINGS = 600_000;

const PHASED_LEVELS = LEVELS.filter(({ phases }) => phases);

/**
 * The levels a table is read on. A batch is handed over within weeks, so its homes are of one phase or two, and everybody on the spot
 * knows which: what phases and batches tell by themselves tells of batches in phases too. So these are among the unknowns of a table by
 * batch, though it shows none of them.
 */
function levelsOf(cuts: readonly FreeCut[], phases: boolean): readonly Level[] {
  if (phases) return PHASED_LEVELS;
  return cuts.some((cut) => columnOf(cut) === "batch") ? LEVELS : MODE_LEVELS;
}

/** Projects crossed by two cuts are a handful of people each: they are kept back, and so cannot be subtracted from regions. */
function isProject(place: string): boolean {
  return place.startsWith("project:");
}

/** Without the single items: crossed twice, few of them have enough answers, and what they hide would take indices with it. */
function withoutItems(readings: ReadingMap, { definition }: PublishedDefinition): ReadingMap {
  return new Map(
    [...readings].map(([place, nodes]) => [
      place,
      new Map([...nodes].filter(([node]) => !Object.hasOwn(definition.items, node))),
    ]),
  );
}

/** Readings of every part, nothing hidden; others get their turn between two parts. */
async function readParts(
  { published }: CutTableRequest,
  moments: Moments,
  cuts: readonly FreeCut[],
  levels: readonly Level[],
  crossed: boolean,
): Promise<ReadonlyMap<string, PartReadings>> {
  const definitions = definitionsOf(published);
  const cells = Map.groupBy(moments.cells, ({ group }) => partName(cuts, group));
  const parts = new Map<string, PartReadings>();
  for (const [name, own] of [...cells].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    await nextTurn();
    const { places, ...made } = readLevels(
      definitions,
      { ...moments, cells: own, whole: moments.cells },
      levels,
      "finite",
    );
    const readings = crossed ? withoutItems(made.readings, published) : made.readings;
    const values = Object.fromEntries(cuts.map((cut) => [cut, own[0]?.group[cut] ?? ""]));
    parts.set(name, { values, readings, places });
  }
  return parts;
}

/** The one table that is decided already: all answers, with and without phases. */
async function undivided({ published, whole }: CutTableRequest): Promise<CutTable> {
  const { raw, open } = await decidedWhole(published, whole);
  return {
    parts: new Map([[partName([], {}), { values: {}, raw, shown: whole.shown, open }]]),
  };
}

/** Modes by themselves are what every screen filters by: they are decided there. */
async function modesAlone(asked: CutTableRequest): Promise<CutTable> {
  const { sources, published, request, whole } = asked;
  const modes = await remembered(`modes|${whole.id}`, () =>
    makeModeTables(sources, published, request, whole),
  );
  return {
    parts: new Map(
      [...modes].map(([mode, { moments: own, shown, open }]) => {
        const { readings } = readLevels(definitionsOf(published), own, MODE_LEVELS, "finite");
        return [partName(["mode"], { mode }), { values: { mode }, raw: readings, shown, open }];
      }),
    ),
  };
}

async function divided(asked: CutTableRequest, cuts: readonly FreeCut[], phases: boolean): Promise<CutTable> {
  const { published, whole } = asked;
  const classes = await classesFor(asked, cuts);
  if (!phases && cuts.join() === "mode") return modesAlone(asked);
  const moments = await sumsByCuts(asked, cuts);
  const crossed = cuts.length + (phases ? 1 : 0) > 1;
  const answered = await readParts(
    asked,
    moments,
    cuts,
    !phases && cuts.join() === "batch_class" ? MODE_LEVELS : levelsOf(cuts, phases),
    crossed,
  );
  const members = new Map<string, PartReadings>();
  if (!phases && cuts.join() === "batch_class")
    for (const [name, part] of await readParts(asked, moments, ["batch"], LEVELS, false))
      members.set(`of ${name}`, part);
  const found = crossed
    ? possibleParts(
        answered,
        { ...moments, strata: whole.moments.strata },
        phases
          ? OWNER_PHASES
          : levelsOf(cuts, phases) === LEVELS
            ? [undefined, ...OWNER_PHASES]
            : [undefined],
        await cutTable(asked, [], true),
        await Promise.all(cuts.map(async (cut) => [cut, await cutTable(asked, [cut], false)] as const)),
      )
    : new Map([...answered, ...members]);
  const size = [...found.values()].reduce(
    (sum, { readings }) => sum + [...readings.values()].reduce((all, nodes) => all + nodes.size, 0),
    0,
  );
  if (size > MOST_READINGS)
    throw new AppError("too_large", "That divides the answers too finely: take one of the cuts out.");
  const wholes = await wholesOf({ cuts, phases, classes, found, members }, (above, phased) =>
    cutTable(asked, above, phased),
  );
  const places = new Map([...found.values()].flatMap((part) => [...part.places]));
  const readings = new Map([...found].map(([name, part]) => [name, part.readings]));
  /** Something of the cells of every part. */
  const ofParts = <T>(make: (cells: readonly Cell[]) => T): ReadonlyMap<string, T> =>
    new Map(
      [...found].map(([name, { values }]) => {
        const own = moments.cells.filter(({ group }) =>
          Object.entries(values).every(([cut, value]) => (group[cut] ?? "") === value),
        );
        return [name, make(own)];
      }),
    );
  const scheme = {
    definition: published.definition,
    strata: whole.moments.strata,
    places,
    owners: ofParts((own) => ownersBehind(definitionsOf(published), { ...moments, cells: own })),
    ...(!phases && { onlyPhases: ofParts(onlyPhases) }),
  };
  const { minimumAnswers } = published.definition;
  const rule: DivisionRule<string> | undefined = crossed
    ? {
        never: (_, place) => isProject(place) || isPhased(place) !== phases,
        untold: true,
        beside: (place) => isPhased(place) !== phases,
        company: companionsOfCrossing(cuts, phases, whole.moments.strata, found, minimumAnswers),
      }
    : {
        never: (part, place) => members.has(part) || isPhased(place),
        beside: isPhased,
        within: withinClasses(classes, answered, members),
      };
  const decided = await protectDivision(scheme, wholes, readings, rule);
  const ofTable = <T>(own: ReadonlyMap<string, T>): ReadonlyMap<string, T> =>
    new Map([...own].filter(([place]) => isPhased(place) === phases));
  return {
    parts: new Map(
      [...found].flatMap(([name, { values, readings: raw }]) => {
        if (members.has(name)) return [];
        const own = decided.get(name);
        if (own === undefined) return [];
        const part = { values, raw: ofTable(raw), shown: ofTable(own.shown), open: ofTable(own.open) };
        return [[name, part] as const];
      }),
    ),
  };
}

/**
 * A wave divided by some cuts, each part read on every level, with phases or without. Coarser tables are decided first and stay
 * as they are; a finer one hides what would follow from them.
 * @param cuts in the order of `FREE_CUTS`
 * @throws AppError `too_large` when the cuts leave too many parts
 */
export function cutTable(
  asked: CutTableRequest,
  cuts: readonly FreeCut[],
  phases: boolean,
): Promise<CutTable> {
  const ahead = tableAhead(asked.whole, cuts, phases);
  if (ahead) return Promise.resolve(ahead);
  const name = tableName(cuts, phases);
  const make = async () => {
    const kept = await keptTable(asked.whole, name);
    if (kept) return kept;
    const made = cuts.length === 0 ? await undivided(asked) : await divided(asked, cuts, phases);
    await keepTable(asked.whole, name, made);
    return made;
  };
  return held(`cut|${asked.whole.id}|${name}`, make, bytesOfTable);
}
