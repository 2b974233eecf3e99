import { nodesOf } from "#analytics/columns-of-definition.ts";
import type { IndexDefinition } from "#analytics/index-definition.ts";
import { type Equation, solvedCells } from "#analytics/solved-cells.ts";
import { keyOf, type Lattice, type LatticeCell, type Tie } from "./lattice-of-cuts.ts";

/** What each index is made of, with weights. */
function madeOf({ tree }: IndexDefinition): ReadonlyMap<string, readonly (readonly [string, number])[]> {
  return new Map(
    nodesOf(tree).map(({ id, combine = [], items = {} }) => [
      id,
      [...combine.map((child) => [child.id, child.weight ?? 0] as const), ...Object.entries(items)],
    ]),
  );
}

/**
 * Ties of means, of one cell each: an index is the weighted mean of what it is made of. Where nobody is and nobody says so, it is
 * supposed to be that of everything, as if somebody had answered in full.
 */
function alongTree(
  { cells }: Lattice,
  definition: IndexDefinition,
): readonly { readonly cells: readonly number[]; readonly factors: readonly number[] }[] {
  const at = new Map(cells.map(({ key }, cell) => [key, cell]));
  const made = madeOf(definition);
  return cells.flatMap((cell, number) => {
    if (cell.n === 0 && cell.tellsN) return [];
    const children = (made.get(cell.node) ?? []).flatMap(([node, weight]) => {
      const child = at.get(keyOf(cell, node));
      return child === undefined || (cell.n > 0 && cells[child]?.n === 0) ? [] : [{ child, weight }];
    });
    if (children.length === 0) return [];
    const all = children.reduce((sum, { weight }) => sum + weight, 0);
    const says = children.reduce((sum, { child, weight }) => sum + weight * (cells[child]?.value ?? 0), 0);
    if (Math.abs(says / all - cell.value) > 1e-9 * (1 + Math.abs(cell.value))) return [];
    return [
      {
        cells: [...children.map(({ child }) => child), number],
        factors: [...children.map(({ weight }) => weight), -all],
      },
    ];
  });
}

/** Ties among segments of one cell: they are everybody together. */
function amongSegments(
  { cells }: Lattice,
  { segments = {} }: IndexDefinition,
): readonly { readonly cells: readonly number[]; readonly factors: readonly number[] }[] {
  const at = new Map(cells.map(({ key }, cell) => [key, cell]));
  return Object.keys(segments).flatMap((rule) => {
    const [first = "", ...rest] = ["secure", "favourable", "vulnerable", "at-risk"].map(
      (segment) => `${rule}.${segment}`,
    );
    return cells.flatMap((cell, number) => {
      if (cell.node !== first || cell.n === 0) return [];
      const others = rest.flatMap((node) => at.get(keyOf(cell, node)) ?? []);
      const all = others.reduce((sum, each) => sum + (cells[each]?.value ?? 0), cell.value);
      if (others.length < rest.length || Math.abs(all - 100) > 1e-9 * 100) return [];
      return [{ cells: [number, ...others], factors: [1, 1, 1, 1] }];
    });
  });
}

/**
 * Means that nobody tells and that all ties together determine, those of units and cuts and those of what an index is made of, for
 * whoever knows how many owners stand behind each number and what every part weighs.
 *
 * What an index adds up to is left to what it is made of. Over parts it adds up where its items are left out alike in all of them, and
 * then that follows; where it does so because a part that nobody knows to be empty is, or by accident, no reader knows that it does.
 */
export function determinedTogether(lattice: Lattice, definition: IndexDefinition): readonly LatticeCell[] {
  const { cells, ties } = lattice;
  const made = madeOf(definition);
  const keys = new Set(cells.map(({ key }) => key));
  const isMade = (number: number) => {
    const cell = cells[number];
    const children = cell === undefined ? [] : (made.get(cell.node) ?? []);
    return (
      cell !== undefined && children.length > 0 && children.every(([node]) => keys.has(keyOf(cell, node)))
    );
  };
  const means = ties
    .filter(({ of, cells: own }) => of === "value" && !own.every(isMade))
    .map((tie) => ({
      cells: tie.cells,
      factors: tie.cells.map((cell, place) => (tie.factors[place] ?? 0) * (cells[cell]?.owners || 1)),
    }));
  const equations = [...means, ...alongTree(lattice, definition), ...amongSegments(lattice, definition)]
    .map(
      ({ cells: own, factors }): Equation =>
        own.flatMap((cell, place) => (cells[cell]?.tellsValue === false ? [cell, factors[place] ?? 0] : [])),
    )
    .filter((equation) => equation.length > 0);
  return solvedCells(equations).map((cell) => cells[cell] as LatticeCell);
}

/** Cells that nobody tells and that the ties determine, of the given kind. Whoever learns that nobody is somewhere knows it of all parts. */
export function determined({ cells, ties }: Lattice, of: Tie["of"]): readonly LatticeCell[] {
  const unknown = (cell: number) => {
    const own = cells[cell];
    return own !== undefined && !(of === "n" ? own.tellsN : own.tellsValue);
  };
  const equations = ties
    .filter((tie) => tie.of === of)
    .map(
      ({ cells: own, factors }): Equation =>
        own.flatMap((cell, place) => (unknown(cell) ? [cell, factors[place] ?? 0] : [])),
    )
    .filter((equation) => equation.length > 0);
  return solvedCells(equations).map((cell) => cells[cell] as LatticeCell);
}
