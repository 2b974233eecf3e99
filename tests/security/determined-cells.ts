import type { IndexDefinition, IndexNode } from "#analytics/index-definition.ts";
import { type Equation, solvedCells } from "#analytics/solved-cells.ts";
import { keyOf, type Lattice, type LatticeCell, type Tie } from "./lattice-of-cuts.ts";

/** Ties of means, of one cell each: an index is the weighted mean of what it is made of. */
function alongTree(
  { cells }: Lattice,
  { tree }: IndexDefinition,
): readonly { readonly cells: readonly number[]; readonly factors: readonly number[] }[] {
  const at = new Map(cells.map(({ key }, cell) => [key, cell]));
  const made = new Map<string, readonly (readonly [string, number])[]>();
  const walk = (node: IndexNode) => {
    made.set(node.id, [
      ...(node.combine ?? []).map(({ id, weight = 0 }) => [id, weight] as const),
      ...Object.entries(node.items ?? {}),
    ]);
    for (const child of node.combine ?? []) walk(child);
  };
  walk(tree);
  return cells.flatMap((cell, number) => {
    const children = (made.get(cell.node) ?? []).flatMap(([node, weight]) => {
      const child = at.get(keyOf(cell, node));
      return child === undefined || (cells[child]?.n ?? 0) === 0 ? [] : [{ child, weight }];
    });
    if (cell.n === 0 || children.length === 0) return [];
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

/**
 * Means that nobody tells and that all ties together determine, those of units and cuts and those of what an index is made of, for
 * whoever knows how many owners stand behind each number and what every part weighs.
 */
export function determinedTogether(lattice: Lattice, definition: IndexDefinition): readonly LatticeCell[] {
  const { cells, ties } = lattice;
  const means = ties
    .filter(({ of }) => of === "value")
    .map((tie) => ({
      cells: tie.cells,
      factors: tie.cells.map((cell, place) => (tie.factors[place] ?? 0) * (cells[cell]?.owners || 1)),
    }));
  const equations = [...means, ...alongTree(lattice, definition)]
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
