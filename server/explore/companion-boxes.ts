import { type UnitKey, WHOLE } from "#server/indicators/place.ts";
import { type Combination, cornersOf, everyCombination, opposites } from "./combinations.ts";

/** A table crossed by several things, told of units above the project: what single projects have in it is never shown. */
export type CrossedTable = {
  /** Values of each thing that divides the answers. */
  readonly dimensions: readonly (readonly string[])[];
  /** Every project, with the regions it counts in. */
  readonly projects: readonly { readonly unit: UnitKey; readonly above: readonly UnitKey[] }[];
  readonly nodes: readonly string[];
  /** Answers of a cell; undefined where readers know that nobody can be there. */
  readonly answers: (unit: UnitKey, combination: Combination, node: string) => number | undefined;
  /** Fewer answers than that are withheld. */
  readonly minimum: number;
};

/** Whether a cell is withheld to keep another company. */
export type Companions = (unit: UnitKey, combination: Combination, node: string) => boolean;

/** What a number of the whole group costs, where one of a region costs 1. */
const WHOLE_COST = 10;
/** What a number costs besides its answers. */
const CELL_COST = 20;
/** What is left of that where another indicator of the place is withheld. */
const TOUCHED_SHARE = 0.3;

/** Projects that count in the same regions: what changes in one of them changes there and nowhere else. */
type Bloc = { readonly above: readonly UnitKey[]; readonly projects: readonly UnitKey[] };

/** Where it is seen that people were moved around a box, and in which projects they were. */
type Move = { readonly seen: readonly UnitKey[]; readonly projects: readonly UnitKey[] };

type Box = Move & { readonly corners: readonly Combination[] };

function blocsOf(projects: CrossedTable["projects"]): readonly Bloc[] {
  return [...Map.groupBy(projects, ({ above }) => above.join()).values()].map((own) => ({
    above: own[0]?.above ?? [],
    projects: own.map(({ unit }) => unit),
  }));
}

function inOneOnly(some: readonly UnitKey[], others: readonly UnitKey[]): readonly UnitKey[] {
  return [...some.filter((each) => !others.includes(each)), ...others.filter((each) => !some.includes(each))];
}

/** Ways to move people around boxes of one indicator, found once. */
function movesIn({ answers }: CrossedTable, blocs: readonly Bloc[], node: string) {
  const able = new Map<string, readonly UnitKey[]>();
  /** Projects of a bloc where people may be in every corner. */
  const carriers = (bloc: number, one: Combination, other: Combination): readonly UnitKey[] => {
    const key = [bloc, ...one.map((value, at) => [value, other[at] ?? ""].toSorted().join("|"))].join();
    const known = able.get(key);
    if (known !== undefined) return known;
    const corners = cornersOf(one, other);
    const can = (blocs[bloc]?.projects ?? []).filter((project) =>
      corners.every((corner) => answers(project, corner, node) !== undefined),
    );
    able.set(key, can);
    return can;
  };
  /** Those a unit sees: in one project, and perhaps the other way round in another. */
  return (unit: UnitKey, one: Combination, other: Combination): readonly Move[] =>
    blocs.flatMap(({ above, projects }, bloc): readonly Move[] => {
      const own = projects.includes(unit);
      if (!own && unit !== WHOLE && !above.includes(unit)) return [];
      const can = carriers(bloc, one, other);
      const project = own ? can.find((each) => each === unit) : can[0];
      if (project === undefined) return [];
      const alone: Move = { seen: [WHOLE, ...above], projects: [project] };
      if (unit === WHOLE) return [alone];
      const both = blocs.flatMap(({ above: theirs }, also): readonly Move[] => {
        const beside = carriers(also, one, other).find((each) => each !== project);
        const seen = inOneOnly(above, theirs);
        return beside === undefined || !(own || seen.includes(unit))
          ? []
          : [{ seen, projects: [project, beside] }];
      });
      return [...both, alone];
    });
}

/**
 * Company for cells of a crossed table that have too few answers. Moving people around a box (one more in a corner, one fewer in the
 * next …) changes no margin, and done the other way round in a second project no sum of both. So where all corners are withheld, none
 * of them follows. Of all boxes around a cell the cheapest is taken, and what is withheld already costs nothing: the hypercube method
 * (Giessing and Repsilber 2002).
 * It chooses well and proves nothing; `protectTogether` holds what is left to its sums.
 */
export function companionBoxes(table: CrossedTable): Companions {
  const { dimensions, projects, nodes, answers, minimum } = table;
  const blocs = blocsOf(projects);
  const shown: readonly UnitKey[] = [WHOLE, ...new Set(blocs.flatMap(({ above }) => above))];
  const units = [...shown, ...projects.map(({ unit }) => unit)];
  const combinations = everyCombination(dimensions);
  const placeOf = (unit: UnitKey, combination: Combination) => JSON.stringify([unit, ...combination]);
  const withheld = new Set<string>();
  const touched = new Set<string>();
  for (const node of nodes) {
    const keyOf = (unit: UnitKey, combination: Combination) => `${placeOf(unit, combination)} ${node}`;
    const moves = movesIn(table, blocs, node);
    const costOf = (unit: UnitKey, corner: Combination): number => {
      const n = answers(unit, corner, node) ?? 0;
      if (n < minimum || withheld.has(keyOf(unit, corner))) return 0;
      const share = touched.has(placeOf(unit, corner)) ? TOUCHED_SHARE : 1;
      return (unit === WHOLE ? WHOLE_COST : 1) * share * (CELL_COST + n);
    };
    const cheapestBox = (unit: UnitKey, one: Combination): Box | undefined => {
      let best: Box | undefined;
      let lowest = Number.POSITIVE_INFINITY;
      for (const other of opposites(dimensions, one)) {
        const corners = cornersOf(one, other);
        const price = new Map<UnitKey, number>();
        for (const move of moves(unit, one, other)) {
          let cost = 0;
          for (const each of move.seen) {
            const own = price.get(each) ?? corners.reduce((sum, corner) => sum + costOf(each, corner), 0);
            price.set(each, own);
            cost += own;
          }
          if (cost < lowest) [best, lowest] = [{ ...move, corners }, cost];
          if (cost === 0) return best;
        }
      }
      return best;
    };
    const accompanied = new Set<string>();
    for (const unit of units)
      for (const combination of combinations) {
        const n = answers(unit, combination, node) ?? minimum;
        if (n >= minimum || accompanied.has(keyOf(unit, combination))) continue;
        const box = cheapestBox(unit, combination);
        for (const corner of box?.corners ?? []) {
          for (const each of box?.seen ?? []) {
            withheld.add(keyOf(each, corner));
            touched.add(placeOf(each, corner));
            accompanied.add(keyOf(each, corner));
          }
          for (const each of box?.projects ?? []) accompanied.add(keyOf(each, corner));
        }
      }
  }
  // what has too few is withheld as a whole, since a number told of it would tell of its company
  return (unit, combination, node) =>
    withheld.has(`${placeOf(unit, combination)} ${node}`) ||
    (answers(unit, combination, node) ?? minimum) < minimum;
}
