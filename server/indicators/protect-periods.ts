import { setImmediate as nextTurn } from "node:timers/promises";
import { nodesOf } from "#analytics/columns-of-definition.ts";
import type { IndexDefinition } from "#analytics/index-definition.ts";
import type { ProtectionRule } from "#analytics/next-to-hide.ts";
import { type CellProtection, protectCells } from "#analytics/protect-cells.ts";
import type { Reading } from "#analytics/reading.ts";
import { PRIVACY_FLOOR } from "#analytics/screen-reading.ts";
import type { CellRelation, SumKind } from "#analytics/sums-of-cells.ts";
import { toldOfFew } from "#analytics/told-of-few.ts";
import { type Period, quartersOf } from "./calendar-periods.ts";
import { type UnitKey, WHOLE } from "./place.ts";

/** Key of a place in the table. */
export function rollingKey(unit: UnitKey, period: string): string {
  return `${unit} ${period}`;
}

/** The definition that numbers of a year are read under; the same object whenever it is the same. */
export type RuleOf = (year: number) => IndexDefinition;

/** What each unit divides into: the whole into regions, a region into projects. */
export type PartsOfUnits = ReadonlyMap<UnitKey, ReadonlySet<UnitKey>>;

/** What a node reads of a unit over a period, before it is decided what may be told. */
export type PeriodCell = {
  readonly unit: UnitKey;
  readonly period: Period;
  readonly node: string;
  readonly reading: Reading;
  /** Owners that its answers stand for. */
  readonly owners: number;
};

/** Every sum a reader can form: twelve months of quarters, the whole of regions, regions of projects, nodes of their parts. */
function relationsOf(
  definition: IndexDefinition,
  parts: PartsOfUnits,
  cells: readonly PeriodCell[],
): readonly CellRelation[] {
  const keyOf = (unit: UnitKey, period: string, node: string) => `${rollingKey(unit, period)} ${node}`;
  const numbers = new Map(cells.map(({ unit, period, node }, at) => [keyOf(unit, period.name, node), at]));
  const numberOf = (unit: UnitKey, period: string, node: string) => numbers.get(keyOf(unit, period, node));
  const relation = (
    whole: number | undefined,
    of: readonly (number | undefined)[],
    rest: Pick<CellRelation, "additive" | "system" | "weights">,
  ): CellRelation[] => {
    const known = of.flatMap((part, at) => (part === undefined ? [] : [{ part, at }]));
    if (whole === undefined || known.length === 0) return [];
    const weights = rest.weights && known.map(({ at }) => rest.weights?.[at] ?? 0);
    return [{ ...rest, whole, parts: known.map(({ part }) => part), ...(weights && { weights }) }];
  };
  const made = new Map(
    nodesOf(definition.tree).map((node) => [
      node.id,
      [
        ...(node.combine ?? []).map((child) => [child.id, child.weight ?? 0] as const),
        ...Object.entries(node.items ?? {}),
      ].filter(([, weight]) => weight > 0),
    ]),
  );
  return cells.flatMap(({ unit, period, node }, whole) => {
    const additive = { additive: true, system: `node ${node}` };
    const children = made.get(node) ?? [];
    const quarters = period.length === 3 ? [] : quartersOf(period);
    return [
      ...relation(
        whole,
        quarters.map((quarter) => numberOf(unit, quarter, node)),
        additive,
      ),
      ...relation(
        whole,
        [...(parts.get(unit) ?? [])].map((part) => numberOf(part, period.name, node)),
        additive,
      ),
      ...relation(
        whole,
        children.map(([id]) => numberOf(unit, period.name, id)),
        {
          additive: false,
          system: `place ${unit} ${period.name}`,
          weights: children.map(([, weight]) => weight),
        },
      ),
    ];
  });
}

/** Hiding a region costs more than hiding a project, and twelve months more than the quarter that ends them. */
function costOf({ unit, period: { length }, reading: { n = 0 } }: PeriodCell): number {
  return n + (unit === WHOLE ? 1e8 : unit.startsWith("project") ? 1e4 : 1e6) * (length === 12 ? 10 : 1);
}

/** What was decided of a period, by unit and node. */
export type Decided = ReadonlyMap<string, CellProtection>;

/** Key of a cell in what was decided of its period. */
export const decidedKey = ({ unit, node }: Pick<PeriodCell, "unit" | "node">) => `${unit} ${node}`;

/** A decision in the making: cells with their answers, sums they are in, and what hiding each costs (infinite: it stays). */
type Draft = {
  readonly cells: readonly PeriodCell[];
  readonly answers: readonly number[];
  readonly owners: readonly number[];
  readonly relations: readonly CellRelation[];
  readonly rule: ProtectionRule;
  readonly cost: (cell: number) => number;
};

const WITHHELD = {
  values: new Set<CellProtection>(["hidden", "n-only", "n-beside"]),
  counts: new Set<CellProtection>(["hidden"]),
};

/**
 * Hides places of the newest period, with all that is read there, until sums through units and time tell no few. Windows overlap, so
 * that sums tell of people far apart together; and as each place only adds to what is known, taking away in the end suffices.
 */
function takeBack(
  { cells, answers, owners, relations, rule, cost }: Draft,
  protections: CellProtection[],
): void {
  const made = new Set(relations.flatMap(({ additive, whole }) => (additive ? [] : [cells[whole]?.node])));
  // an index is the mean of means, which do not add up where items are left out
  const holding = relations.filter(({ additive, whole }) => !additive || !made.has(cells[whole]?.node));
  const withdraw = ({ unit, period }: PeriodCell) => {
    for (const [at, other] of cells.entries())
      if (other.unit === unit && other.period === period && protections[at] !== "empty")
        protections[at] = "hidden";
  };
  const round = (kind: SumKind): boolean => {
    const isWithheld = (cell: number) => WITHHELD[kind].has(protections[cell] ?? "hidden");
    const told = toldOfFew({ n: answers, owners }, holding, rule, kind, isWithheld);
    let any = false;
    for (const { by } of told) {
      // what says no more in this round
      if (by.some(isWithheld)) continue;
      const [cheapest] = by
        .filter((cell) => cost(cell) < Number.POSITIVE_INFINITY)
        .toSorted((a, b) => cost(a) - cost(b));
      if (cheapest === undefined) continue;
      withdraw(cells[cheapest] as PeriodCell);
      any = true;
    }
    return any;
  };
  while (round("values") || round("counts"));
}

/**
 * What may be shown of the periods, each decided as when it ended and under the rule of its year, and so for good. A quarter is
 * decided by itself; twelve months end last and give way to their quarters and to the twelve months before them, so what two
 * looks at different times tell together is what the later one tells.
 */
export async function protectPeriods(
  ruleOf: RuleOf,
  parts: PartsOfUnits,
  periods: readonly Period[],
  cellsOf: (definition: IndexDefinition, period: Period) => readonly PeriodCell[],
): Promise<ReadonlyMap<string, Decided>> {
  const decided = new Map<string, Decided>();
  for (const ended of Map.groupBy(periods, ({ months }) => months.at(-1)).values()) {
    // an end takes up to half a second, and others want their turn
    await nextTurn();
    const definition = ruleOf(ended[0]?.year ?? 0);
    const settled = periods
      .filter(({ name }) => decided.has(name))
      .flatMap((each) =>
        cellsOf(definition, each).map((cell) => ({
          cell,
          // what its own rule does not know was never told
          protection: decided.get(each.name)?.get(decidedKey(cell)) ?? ("hidden" as const),
        })),
      );
    const own = ended.flatMap((period) => cellsOf(definition, period));
    const cells = [...settled.map(({ cell }) => cell), ...own];
    const rule = { floor: PRIVACY_FLOOR, minimum: definition.minimumAnswers };
    const few = { values: rule.minimum, counts: rule.floor };
    const answers = cells.map(({ reading }) => reading.n ?? 0);
    const relations = relationsOf(definition, parts, cells);
    const cost = (cell: number) =>
      cell < settled.length ? Number.POSITIVE_INFINITY : costOf(cells[cell] as PeriodCell);
    const protections = protectCells(
      answers,
      relations.filter(({ additive }) => !additive),
      rule,
      {
        cost,
        ...(settled.length > 0 && {
          before: settled.map(({ protection }) => protection),
          mayShow: (cell: number) => cell >= settled.length,
          // what was hidden for company alone may follow later, as long as the few it kept company do not
          secret: (cell: number, kind: SumKind) => cell >= settled.length || (answers[cell] ?? 0) < few[kind],
        }),
      },
    );
    const owners = cells.map((cell) => cell.owners);
    takeBack({ cells, answers, owners, relations, rule, cost }, protections);
    for (const period of ended)
      decided.set(
        period.name,
        new Map(
          own.flatMap((cell, place) =>
            cell.period === period
              ? [[decidedKey(cell), protections[settled.length + place] ?? "hidden"]]
              : [],
          ),
        ),
      );
  }
  return decided;
}
