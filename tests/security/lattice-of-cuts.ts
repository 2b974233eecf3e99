import type { Stratum } from "#analytics/moments.ts";
import { type CutTable, partName } from "#server/explore/cut-part.ts";
import { type CutTableRequest, cutTable } from "#server/explore/cut-table.ts";
import { columnOf, FREE_CUTS, type FreeCut } from "#server/explore/merged-classes.ts";
import { classesFor, sumsByCuts } from "#server/explore/sums-by-cuts.ts";
import { type UnitKey, WHOLE } from "#server/indicators/place.ts";
import { OWNER_PHASES, type OwnerPhase } from "#surveys/owner-phase.ts";
import { type Homes, homesOf, sameHomes } from "./known-homes.ts";
import { ownersOf, ownersOfItems, regionsOf, sharesIn } from "./owners-behind-cells.ts";

/** Where a number stands: a unit, perhaps a phase, perhaps a value of some cuts. */
export type Spot = {
  readonly unit: UnitKey;
  readonly phase: OwnerPhase | undefined;
  readonly values: Readonly<Partial<Record<FreeCut, string>>>;
};

/** One number there is about a wave, or would be if anybody had answered. */
export type LatticeCell = Spot & {
  readonly key: string;
  readonly node: string;
  /** The truth: answers, the owners they stand for, what they say. */
  readonly n: number;
  readonly owners: number;
  readonly value: number;
  /** By item, how often the sum of its answers is in the owners times what they say: 1 of an item itself. */
  readonly shares: Readonly<Record<string, number>>;
  /** What a reader is told of it, or knows because nobody can be there. */
  readonly tellsN: boolean;
  readonly tellsValue: boolean;
};

/** A sum that holds of the truth: Σ factor · (n or owners · value) = 0, by number of the cell. */
export type Tie = {
  readonly of: "n" | "value";
  readonly cells: readonly number[];
  readonly factors: readonly number[];
};

export type Lattice = { readonly cells: readonly LatticeCell[]; readonly ties: readonly Tie[] };

/** Cuts that may be crossed, and those that stand alone. */
const CROSSED: readonly FreeCut[] = ["mode", "product_type", "batch"];
const ALONE: readonly FreeCut[] = ["product_class", "batch_class"];

/** One table of the free analysis. */
export type Crossing = { readonly cuts: readonly FreeCut[]; readonly phases: boolean };

/** Name of a cell, equal for equal ones. */
export function keyOf({ unit, phase, values }: Spot, node: string): string {
  return JSON.stringify([unit, phase ?? "", FREE_CUTS.map((cut) => values[cut] ?? null), node]);
}

function unitsAbove(strata: readonly Stratum[]): ReadonlyMap<UnitKey, readonly ReadonlySet<UnitKey>[]> {
  const families = new Map<UnitKey, Map<string, Set<UnitKey>>>();
  const put = (whole: UnitKey, kind: string, part: UnitKey) => {
    const kinds = families.get(whole) ?? new Map<string, Set<UnitKey>>();
    kinds.set(kind, (kinds.get(kind) ?? new Set()).add(part));
    families.set(whole, kinds);
  };
  for (const stratum of strata) {
    const [, own, ...regions] = regionsOf(stratum);
    for (const region of regions) {
      const [kind = ""] = region.split(":");
      put(WHOLE, kind, region);
      put(region, "project", own as UnitKey);
    }
  }
  return new Map([...families].map(([whole, kinds]) => [whole, [...kinds.values()]]));
}

function product(words: ReadonlyMap<FreeCut, readonly string[]>, cuts: readonly FreeCut[]): Spot["values"][] {
  return cuts.reduce<Spot["values"][]>(
    (found, cut) => found.flatMap((own) => (words.get(cut) ?? []).map((word) => ({ ...own, [cut]: word }))),
    [{}],
  );
}

/** What a reader is told at a place of a table; where no reading is, that nobody answered. */
function told(table: CutTable, { unit, phase, values }: Spot, node: string, cuts: readonly FreeCut[]) {
  const part = table.parts.get(partName(cuts, values));
  const place = `${unit}/${phase ?? ""}`;
  const { n = 0, value = 0 } = part?.raw.get(place)?.get(node) ?? {};
  const shown = part?.shown.get(place)?.get(node);
  const empty = shown === undefined || shown.state === "undefined";
  return { n, value, tellsN: empty || shown.n !== undefined, tellsValue: empty || shown.value !== undefined };
}

/** What some tables of the free analysis, and so every screen, tell of a wave when they are read together. */
export async function latticeOf(asked: CutTableRequest, tables: readonly Crossing[]): Promise<Lattice> {
  const { strata } = asked.whole.moments;
  const { definition } = asked.published;
  const items = new Set(Object.keys(definition.items));
  const weights = new Map(
    strata.map(({ project, phase, population = 0, respondents }) => [
      `project:${project}/${phase}`,
      respondents === 0 ? 0 : population / respondents,
    ]),
  );
  const families = unitsAbove(strata);
  const [all] = (await cutTable(asked, [], false)).parts.values();
  // a region nobody moved into or out of has one name for then and now
  const units = [...new Set(strata.flatMap(regionsOf))].filter((unit) => all?.raw.has(`${unit}/`));
  const homes = await homesOf(asked);
  const words = new Map<FreeCut, readonly string[]>();
  for (const cut of [...CROSSED, ...ALONE]) {
    const { parts } = await cutTable(asked, [cut], false);
    words.set(
      cut,
      [...parts.values()].map(({ values }) => values[cut] ?? ""),
    );
  }
  const cells: LatticeCell[] = [];
  const at = new Map<string, number>();
  for (const { cuts, phases } of tables) {
    const phased = await cutTable(asked, cuts, true);
    const moments = await sumsByCuts(asked, cuts);
    const table = phases ? phased : await cutTable(asked, cuts, false);
    const nodes = new Set(
      [...table.parts.values()].flatMap(({ raw }) => [...raw.values()].flatMap((each) => [...each.keys()])),
    );
    for (const values of product(words, cuts)) {
      const base = phased.parts.get(partName(cuts, values))?.raw ?? new Map();
      const own = moments.cells.filter(({ group }) =>
        Object.entries(values).every(([cut, word]) => (group[cut] ?? "") === word),
      );
      for (const phase of phases ? OWNER_PHASES : [undefined])
        for (const unit of units) {
          const spot = { unit, phase, values };
          const ofItems = ownersOfItems(moments, own, weights, unit, phase);
          for (const node of nodes) {
            at.set(keyOf(spot, node), cells.length);
            const owners = items.has(node)
              ? (ofItems[node] ?? 0)
              : ownersOf(strata, weights, base, unit, phase, node);
            const shares = Object.fromEntries(
              [...sharesIn(definition, node, ofItems)].map(([item, share]) => [
                item,
                (share * owners) / (ofItems[item] ?? 1),
              ]),
            );
            const key = keyOf(spot, node);
            cells.push({ ...spot, key, node, owners, shares, ...told(table, spot, node, cuts) });
          }
        }
    }
  }
  const nobody = nobodyAt(cells, at, families, homes);
  const known = cells.map((cell) => (nobody(cell) ? { ...cell, tellsN: true, tellsValue: true } : cell));
  const classes = await classesFor(asked, [...CROSSED, ...ALONE]);
  return { cells: known, ties: tiesOf(known, at, families, classes, words, homes) };
}

/** Whether somebody who is told that nobody is in a larger group, or knows the homes, knows that nobody is here. */
function nobodyAt(
  cells: readonly LatticeCell[],
  at: ReadonlyMap<string, number>,
  families: ReadonlyMap<UnitKey, readonly ReadonlySet<UnitKey>[]>,
  homes: Homes,
) {
  const above = (unit: UnitKey): UnitKey[] => [
    unit,
    ...[...families].flatMap(([whole, kinds]) => (kinds.some((kind) => kind.has(unit)) ? above(whole) : [])),
  ];
  const projects = (unit: UnitKey): UnitKey[] =>
    unit.startsWith("project") ? [unit] : [...(families.get(unit)?.[0] ?? [])].flatMap(projects);
  const memo = new Map<string, boolean>();
  const wholes = new Map<UnitKey, readonly UnitKey[]>();
  const nobody = ({ unit, phase, values }: Spot, node: string): boolean => {
    const key = keyOf({ unit, phase, values }, node);
    const known = memo.get(key);
    if (known !== undefined) return known;
    const own = cells[at.get(key) ?? -1];
    const fixed = FREE_CUTS.filter((cut) => values[cut] !== undefined);
    const without = (cut: FreeCut) =>
      Object.fromEntries(Object.entries(values).filter(([each]) => each !== cut)) as Spot["values"];
    const batch = values.batch;
    const empty =
      (own !== undefined && own.n === 0 && own.tellsN) ||
      (phase !== undefined &&
        batch !== undefined &&
        !projects(unit).some((project) => homes.has(`${project}|${phase}|${batch}`))) ||
      (phase !== undefined && nobody({ unit, phase: undefined, values }, node)) ||
      fixed.some((cut) => nobody({ unit, phase, values: without(cut) }, node)) ||
      (wholes.get(unit) ?? []).some((whole) => nobody({ unit: whole, phase, values }, node));
    memo.set(key, empty);
    return empty;
  };
  for (const { unit } of cells)
    if (!wholes.has(unit))
      wholes.set(
        unit,
        [...new Set(above(unit))].filter((each) => each !== unit),
      );
  return (cell: LatticeCell) => nobody(cell, cell.node);
}

function tiesOf(
  cells: readonly LatticeCell[],
  at: ReadonlyMap<string, number>,
  families: ReadonlyMap<UnitKey, readonly ReadonlySet<UnitKey>[]>,
  classes: Awaited<ReturnType<typeof classesFor>>,
  words: ReadonlyMap<FreeCut, readonly string[]>,
  homes: Homes,
): readonly Tie[] {
  const ties: Tie[] = [];
  const truth = (cell: number) => (cells[cell]?.owners ?? 0) * (cells[cell]?.value ?? 0);
  /**
   * Only what is true whatever was answered binds: a mean of items with answers of their own is no mean over people, though the figures
   * may add up by accident.
   */
  const isAccident = (own: readonly number[]) => {
    const known = new Map<string, number>();
    return own.some((cell) =>
      Object.entries(cells[cell]?.shares ?? {}).some(([item, share]) => {
        const before = known.get(item) ?? share;
        known.set(item, before);
        return Math.abs(share - before) > 1e-9 * before;
      }),
    );
  };
  const put = (of: Tie["of"], own: readonly number[], factors: readonly number[]) => {
    const says = own.map((cell, place) =>
      of === "n" ? (factors[place] ?? 0) * (cells[cell]?.n ?? 0) : (factors[place] ?? 0) * truth(cell),
    );
    const size = says.reduce((sum, each) => sum + Math.abs(each), 0);
    if (of === "value" && isAccident(own)) return;
    if (Math.abs(says.reduce((sum, each) => sum + each, 0)) <= 1e-9 * (1 + size))
      ties.push({ of, cells: own, factors });
  };
  const equal = (wholes: readonly number[], parts: readonly number[]) => {
    if (parts.length === 0 || wholes.length === 0) return;
    const factors = [...parts.map(() => 1), ...wholes.map(() => -1)];
    for (const kind of ["n", "value"] as const) put(kind, [...parts, ...wholes], factors);
  };
  const find = (cell: Spot, node: string) => at.get(keyOf(cell, node)) ?? [];
  for (const [number, cell] of cells.entries()) {
    const { unit, phase, values, node } = cell;
    const additive = (parts: readonly Spot[]) =>
      equal(
        [number],
        parts.flatMap((part) => find(part, node)),
      );
    for (const parts of families.get(unit) ?? [])
      additive([...parts].map((part) => ({ unit: part, phase, values })));
    const fixed = FREE_CUTS.filter((cut) => values[cut] !== undefined);
    if (phase === undefined) additive(OWNER_PHASES.map((each) => ({ unit, phase: each, values })));
    for (const cut of [...CROSSED, ...ALONE]) {
      const alone = ALONE.includes(cut);
      if (alone ? fixed.length > 0 || phase !== undefined : fixed.includes(cut)) continue;
      if (fixed.some((each) => ALONE.includes(each))) continue;
      additive((words.get(cut) ?? []).map((word) => ({ unit, phase, values: { ...values, [cut]: word } })));
    }
    for (const cut of ALONE) {
      if (!fixed.includes(cut)) continue;
      const members = [...(classes[cut] ?? [])].flatMap(([word, of]) => (of === values[cut] ? [word] : []));
      additive(members.map((word) => ({ unit, phase, values: { [columnOf(cut)]: word } })));
    }
    // of a project, phases and batches that share homes with no others are the same people
    if (!unit.startsWith("project") || phase !== OWNER_PHASES[0] || fixed.includes("batch")) continue;
    if (fixed.some((each) => ALONE.includes(each))) continue;
    for (const [phases, batches] of sameHomes(unit, homes, words.get("batch") ?? []))
      equal(
        phases.flatMap((each) => find({ unit, phase: each, values }, node)),
        batches.flatMap((batch) => find({ unit, phase: undefined, values: { ...values, batch } }, node)),
      );
  }
  return ties;
}
