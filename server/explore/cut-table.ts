import type { Moments } from "#analytics/moments.ts";
import type { Reading } from "#analytics/reading.ts";
import { AppError } from "#server/app-error.ts";
import type { PublishedDefinition } from "#server/indicators/definitions.ts";
import { MODE_LEVELS, makeModeTables } from "#server/indicators/mode-tables.ts";
import { LEVELS, type Level, type Place } from "#server/indicators/place.ts";
import { type DecidedWhole, protectDivision, type ReadingMap } from "#server/indicators/protect-readings.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { remembered } from "#server/indicators/table-cache.ts";
import {
  definitionsOf,
  momentsOfWave,
  readLevels,
  type TableRequest,
  type WaveTable,
} from "#server/indicators/wave-table.ts";
import { OWNER_PHASES } from "#surveys/owner-phase.ts";
import {
  type Classes,
  COARSER,
  columnOf,
  type FreeCut,
  mergedClasses,
  withClasses,
} from "./merged-classes.ts";
import { phasesAsParts } from "./phases-as-parts.ts";

/** The answers of one value of every cut, e.g. those by phone in high-rise homes. */
export type CutPart = {
  readonly values: Readonly<Record<string, string>>;
  readonly raw: ReadingMap;
  readonly shown: ReadingMap;
};

/**
 * A wave's readings divided by cuts of the answers. What may be shown of it depends on the cuts alone, never on what is asked of
 * it: so whoever asks for many tables sees the same number, or the same gap, in all of them.
 */
export type CutTable = {
  readonly parts: ReadonlyMap<string, CutPart>;
  readonly moments: Moments;
};

export type CutTableRequest = {
  readonly sources: Sources;
  readonly published: PublishedDefinition;
  readonly request: TableRequest;
  readonly whole: WaveTable;
};

/** Readings that a table may have: beyond it deciding what to hide takes longer than anybody waits. */
const MOST_READINGS = 600_000;

const PHASED_LEVELS = LEVELS.filter(({ phases }) => phases);

/** Projects crossed by two cuts are a handful of people each: they are not shown, and so cannot be subtracted from regions. */
function isProject(place: string): boolean {
  return place.startsWith("project:");
}

/** Name of a part, equal for equal values. */
export function partName(
  cuts: readonly FreeCut[],
  values: Readonly<Record<string, string | undefined>>,
): string {
  return JSON.stringify(cuts.map((cut) => values[cut] ?? ""));
}

type Found = {
  readonly values: CutPart["values"];
  readonly readings: Map<string, Map<string, Reading>>;
  readonly places: ReadonlyMap<string, Place>;
};

/** Without the single items: crossed twice, few of them have enough answers, and what they hide would take indices with it. */
function withoutItems(readings: Found["readings"], { definition }: PublishedDefinition): Found["readings"] {
  return new Map(
    [...readings].map(([place, nodes]) => [
      place,
      new Map([...nodes].filter(([node]) => !Object.hasOwn(definition.items, node))),
    ]),
  );
}

/** Readings of every part, nothing hidden. */
function readParts(
  { published }: CutTableRequest,
  moments: Moments,
  cuts: readonly FreeCut[],
  levels: readonly Level[],
  crossed: boolean,
): ReadonlyMap<string, Found> {
  const definitions = definitionsOf(published);
  const cells = Map.groupBy(moments.cells, ({ group }) => partName(cuts, group));
  return new Map(
    [...cells]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, own]) => {
        const { places, ...made } = readLevels(
          definitions,
          { ...moments, cells: own, whole: moments.cells },
          levels,
          "finite",
        );
        const readings = crossed ? withoutItems(made.readings, published) : made.readings;
        const values = Object.fromEntries(cuts.map((cut) => [cut, own[0]?.group[cut] ?? ""]));
        return [name, { values, readings, places }];
      }),
  );
}

/** The one table that is decided already: all answers, with and without phases. */
function undivided({ published, whole }: CutTableRequest, levels: readonly Level[]): CutTable {
  const { readings } = readLevels(definitionsOf(published), whole.moments, levels, "finite");
  return {
    moments: whole.moments,
    parts: new Map([[partName([], {}), { values: {}, raw: readings, shown: whole.shown }]]),
  };
}

/** Modes by themselves are what every screen filters by: they are decided there. */
async function modesAlone(asked: CutTableRequest, moments: Moments): Promise<CutTable> {
  const { sources, published, request, whole } = asked;
  const modes = await remembered(`modes|${whole.id}`, () =>
    makeModeTables(sources, published, request, whole),
  );
  return {
    moments,
    parts: new Map(
      [...modes].map(([mode, table]) => {
        const { readings } = readLevels(definitionsOf(published), table.moments, MODE_LEVELS, "finite");
        return [partName(["mode"], { mode }), { values: { mode }, raw: readings, shown: table.shown }];
      }),
    ),
  };
}

/** The classes of the values that cuts divide by, the same for every table of the wave. */
export async function classesFor(
  { sources, published, request, whole }: CutTableRequest,
  cuts: readonly FreeCut[],
): Promise<Classes> {
  const columns = cuts.map(columnOf);
  const wanted = (["product_class", "batch_class"] as const).filter((each) =>
    columns.includes(columnOf(each)),
  );
  const found = wanted.map(async (each) => {
    const classOf = await remembered(`classes|${whole.id}|${each}`, async () => {
      const { moments } = await momentsOfWave(sources, [published.definition], request, [columnOf(each)]);
      return mergedClasses(moments, each, published.definition.minimumAnswers);
    });
    return [each, classOf] as const;
  });
  return Object.fromEntries(await Promise.all(found));
}

type Values = Readonly<Record<string, string>>;

/**
 * The tables one step coarser, and where a part lies in each: without one of the cuts, and with the classes of a cut that stands alone.
 * Classes are never crossed with anything else, so that crossed tables have no more to answer for than without them.
 */
function coarserThan(cuts: readonly FreeCut[], classes: Classes, crossed: boolean) {
  const without = cuts.map((cut) => {
    const above = cuts.filter((each) => each !== cut);
    return { above, nameAbove: (values: Values) => partName(above, values) };
  });
  const merged = (crossed ? [] : cuts).flatMap((cut) => {
    const coarser = COARSER[cut];
    if (coarser === undefined) return [];
    const above = cuts.map((each) => (each === cut ? coarser : each));
    const classOf = (value = "") => classes[coarser]?.get(value) ?? value;
    const nameAbove = (values: Values) => partName(above, { ...values, [coarser]: classOf(values[cut]) });
    return [{ above, nameAbove }];
  });
  return [...without, ...merged];
}

async function divided(asked: CutTableRequest, cuts: readonly FreeCut[], phases: boolean): Promise<CutTable> {
  const { sources, published, request, whole } = asked;
  const classes = await classesFor(asked, cuts);
  const reduced = await momentsOfWave(sources, definitionsOf(published), request, cuts.map(columnOf));
  const moments = withClasses(reduced.moments, classes);
  if (!phases && cuts.join() === "mode") return modesAlone(asked, moments);
  const crossed = cuts.length + (phases ? 1 : 0) > 1;
  const found = readParts(asked, moments, cuts, phases ? PHASED_LEVELS : MODE_LEVELS, crossed);
  const size = [...found.values()].reduce(
    (sum, { readings }) => sum + [...readings.values()].reduce((all, nodes) => all + nodes.size, 0),
    0,
  );
  if (size > MOST_READINGS)
    throw new AppError("too_large", "That divides the answers too finely: take one of the cuts out.");
  const wholes: DecidedWhole<string>[] = [];
  if (phases) {
    const plain = await cutTable(asked, cuts, false);
    for (const [part, { raw, shown }] of plain.parts)
      wholes.push({
        raw,
        shown,
        divides: (place) => OWNER_PHASES.map((phase) => ({ part, place: `${place}${phase}` })),
      });
  }
  if (!crossed) {
    const parts = phasesAsParts(moments, (group) => partName(cuts, group));
    const byPhase = await cutTable(asked, [], true);
    for (const { raw, shown } of byPhase.parts.values())
      wholes.push({
        raw,
        shown,
        divides: (place) => {
          const part = parts.get(place);
          return part === undefined ? [] : [{ part, place: place.slice(0, place.lastIndexOf("/") + 1) }];
        },
      });
  }
  for (const { above, nameAbove } of coarserThan(cuts, classes, crossed)) {
    const margin = await cutTable(asked, above, phases);
    const below = Map.groupBy(found.keys(), (part) => nameAbove(found.get(part)?.values ?? {}));
    for (const [name, { raw, shown }] of margin.parts)
      wholes.push({
        raw,
        shown,
        divides: (place) => (below.get(name) ?? []).map((part) => ({ part, place })),
      });
  }
  const places = new Map([...found.values()].flatMap((part) => [...part.places]));
  const readings = new Map([...found].map(([name, part]) => [name, part.readings]));
  const scheme = { definition: published.definition, strata: whole.moments.strata, places };
  const shown = protectDivision(scheme, wholes, readings, crossed ? isProject : undefined);
  return {
    moments,
    parts: new Map(
      [...found].map(([name, part]) => [
        name,
        { values: part.values, raw: part.readings, shown: shown.get(name) ?? new Map() },
      ]),
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
  const levels = phases ? PHASED_LEVELS : MODE_LEVELS;
  return remembered(`cut|${asked.whole.id}|${cuts.join()}|${phases}`, () =>
    cuts.length === 0 ? undivided(asked, levels) : divided(asked, cuts, phases),
  );
}
