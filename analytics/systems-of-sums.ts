import { type Differences, differencesOf, type Equation } from "./solved-cells.ts";
import { type CellRelation, membersOf, type SumKind, type SummedCells, saysOf } from "./sums-of-cells.ts";

/** Relations with what is asked of them again and again. */
export type SystemsOfSums = {
  readonly relations: readonly CellRelation[];
  readonly members: readonly (readonly number[])[];
  /** Relations of one system with another that name a cell. */
  readonly beside: (cell: number, relation: number) => readonly number[];
  readonly naming: readonly (readonly number[])[];
  readonly isAdditive: (relation: number) => boolean;
  /** Relations of one system that hang together by marked cells of this table, and these cells. */
  readonly component: (
    relation: number,
    marks: Uint8Array,
  ) => { readonly relations: readonly number[]; readonly cells: readonly number[] };
  /** What relations leave open of the marked cells of this table, given how far those of earlier tables may differ. */
  readonly solve: (
    relations: readonly number[],
    marks: Uint8Array,
    kind: SumKind,
    earlier: readonly [Float64Array, Float64Array],
  ) => Differences;
  /**
   * What all relations leave open of the marked cells' values when they are solved at once, along units and along what an index is made
   * of; relations as they are numbered in `together`. Values are means here, and times their owners in `earlier`.
   */
  readonly solveTogether: (marks: Uint8Array, earlier: readonly [Float64Array, Float64Array]) => Differences;
  /** Relations that are solved at once: all that hold exactly, but those of indices, which follow where they bind. */
  readonly together: readonly number[];
  /** Whether a cell is in any relation that is solved at once; nothing is known of one that is not. */
  readonly isBound: (cell: number) => boolean;
  /** Some members of a relation as part of its sum, where all are solved at once. */
  readonly partTogether: (relation: number, cells: readonly number[]) => Equation;
  /** Cells that have a say in a sum of relations, by number how often each is in it, where all are solved at once. */
  readonly sayingTogether: (sum: ReadonlyMap<number, number>) => readonly number[];
  /** The same where each system is solved by itself. */
  readonly sayingIn: (sum: ReadonlyMap<number, number>, kind: SumKind) => readonly number[];
};

/**
 * Lays out relations of cells.
 * @param first cells from this one on are of earlier tables
 * @param salt sets what may differ apart from what may in other tables
 */
export function systemsOf(
  cells: SummedCells,
  relations: readonly CellRelation[],
  first: number,
  salt: number,
): SystemsOfSums {
  const members = relations.map((relation) => membersOf(cells, relation));
  /** By kind and relation, what its members count; worked out when first asked for. */
  const says: Readonly<Record<SumKind, (readonly number[])[]>> = { values: [], counts: [] };
  const saying = (at: number, kind: SumKind): readonly number[] => {
    says[kind][at] ??= saysOf(cells, relations[at] as CellRelation, kind);
    return says[kind][at];
  };
  const naming: number[][] = Array.from({ length: cells.n.length }, () => []);
  for (const [at, own] of members.entries()) for (const cell of own) naming[cell]?.push(at);
  const systems = new Map<string, number>();
  const systemOf = Int32Array.from(relations, ({ system }) => {
    const known = systems.get(system) ?? systems.size;
    systems.set(system, known);
    return known;
  });
  /** What was gathered in which round, so that nothing need be forgotten in between. */
  const gathered = { relations: new Int32Array(relations.length), cells: new Int32Array(cells.n.length) };
  let round = 0;
  const made = new Set(relations.flatMap(({ additive, whole }) => (additive ? [] : [whole])));
  /**
   * Whether a sum is left to those of what its members are made of. Where items are left out alike in all of them it follows; where it
   * holds because a part is empty that readers do not know to be, or by accident, they do not know that it does.
   */
  const follows = ({ additive, whole, parts }: CellRelation) =>
    additive && parts.every((cell) => made.has(cell)) && (whole >= first || made.has(whole));
  const together = [...relations.entries()].flatMap(([at, relation]) =>
    relation.holds === false || follows(relation) ? [] : [at],
  );
  const bound = new Set(together.flatMap((at) => members[at] ?? []));
  /** What a mean counts in a sum: over units as often as it has owners. What differs in earlier tables is a sum over owners already. */
  const sayTogether = (at: number, place: number, cell: number) => {
    const own = saying(at, "values")[place] as number;
    return relations[at]?.additive === true && cell < first ? own * (cells.owners[cell] || 1) : own;
  };
  const sayingBy = (
    sum: ReadonlyMap<number, number>,
    say: (relation: number, place: number, cell: number) => number,
  ): readonly number[] => {
    const total = new Map<number, number>();
    const size = new Map<number, number>();
    for (const [at, times] of sum)
      for (const [place, cell] of (members[at] ?? []).entries()) {
        const own = times * say(at, place, cell);
        total.set(cell, (total.get(cell) ?? 0) + own);
        size.set(cell, Math.max(size.get(cell) ?? 0, Math.abs(own)));
      }
    return [...total].flatMap(([cell, own]) =>
      Math.abs(own) > 1e-9 * Math.max(1, size.get(cell) ?? 0) ? [cell] : [],
    );
  };
  /** What relations leave open, by what each member counts; how far cells of earlier tables may differ stands on the other side. */
  const solveSums = (
    own: readonly number[],
    marks: Uint8Array,
    earlier: readonly [Float64Array, Float64Array],
    say: (relation: number, place: number, cell: number) => number,
  ): Differences => {
    const known: [Float64Array, Float64Array] = [new Float64Array(own.length), new Float64Array(own.length)];
    const equations = own.map((at, row): Equation => {
      const equation: number[] = [];
      for (const [place, cell] of (members[at] as readonly number[]).entries()) {
        if (cell < first && marks[cell] !== 1) continue;
        const factor = say(at, place, cell);
        if (factor === 0) continue;
        if (cell < first) equation.push(cell, factor);
        else
          for (const vector of [0, 1] as const)
            known[vector][row] = (known[vector][row] ?? 0) - factor * (earlier[vector][cell - first] ?? 0);
      }
      return equation;
    });
    return differencesOf(equations, known, salt);
  };
  return {
    relations,
    together,
    isBound: (cell) => bound.has(cell),
    solveTogether: (marks, earlier) => solveSums(together, marks, earlier, sayTogether),
    partTogether: (at, own) =>
      (members[at] ?? []).flatMap((cell, place) =>
        own.includes(cell) ? [cell, sayTogether(at, place, cell)] : [],
      ),
    sayingTogether: (sum) => sayingBy(sum, sayTogether),
    members,
    naming,
    beside: (cell, relation) => (naming[cell] ?? []).filter((at) => systemOf[at] === systemOf[relation]),
    isAdditive: (at) => relations[at]?.additive === true,
    component(relation, marks) {
      round += 1;
      const found: { relations: number[]; cells: number[] } = { relations: [relation], cells: [] };
      gathered.relations[relation] = round;
      for (let next = 0; next < found.relations.length; next++)
        for (const cell of members[found.relations[next] as number] ?? []) {
          if (marks[cell] !== 1 || cell >= first || gathered.cells[cell] === round) continue;
          gathered.cells[cell] = round;
          found.cells.push(cell);
          for (const other of naming[cell] ?? []) {
            if (systemOf[other] !== systemOf[relation] || gathered.relations[other] === round) continue;
            gathered.relations[other] = round;
            found.relations.push(other);
          }
        }
      return found;
    },
    solve: (own, marks, kind, earlier) =>
      solveSums(own, marks, earlier, (at, place) => {
        const { holds, whole } = relations[at] as CellRelation;
        // a sum of indices that only nearly holds guards a table by itself; between tables it would tell what is not so
        const isFalse = kind === "values" && holds === false && whole >= first;
        return isFalse ? 0 : (saying(at, kind)[place] as number);
      }),
    sayingIn: (sum, kind) => sayingBy(sum, (at, place) => saying(at, kind)[place] as number),
  };
}
