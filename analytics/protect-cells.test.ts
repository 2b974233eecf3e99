import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { latticeOfUnits as lattice } from "#tests/lattice-of-units.ts";
import { protectCells } from "./protect-cells.ts";
import type { CellRelation, SumKind } from "./sums-of-cells.ts";

const RULE = { floor: 5, minimum: 10 };

function additive(whole: number, ...parts: number[]): CellRelation {
  return { whole, parts, additive: true, system: "units" };
}

/** Unknowns that a system of equations determines: those whose unit vector lies in its row space. */
function solved(rows: number[][], unknowns: number): number[] {
  const pivots: number[] = [];
  let rank = 0;
  for (let column = 0; column < unknowns && rank < rows.length; column++) {
    const best = rows
      .slice(rank)
      .reduce(
        (top, row, at) => (Math.abs(row[column] ?? 0) > Math.abs(rows[top]?.[column] ?? 0) ? rank + at : top),
        rank,
      );
    const pivot = rows[best]?.[column] ?? 0;
    if (Math.abs(pivot) < 1e-9) continue;
    [rows[rank], rows[best]] = [rows[best] as number[], rows[rank] as number[]];
    for (const [at, row] of rows.entries()) {
      if (at === rank) continue;
      const factor = (row[column] ?? 0) / pivot;
      if (factor !== 0)
        for (let each = column; each < unknowns; each++)
          row[each] = (row[each] ?? 0) - factor * (rows[rank]?.[each] ?? 0);
    }
    pivots.push(column);
    rank += 1;
  }
  return pivots.filter((pivot, at) =>
    (rows[at] ?? []).every((value, column) => column === pivot || Math.abs(value) < 1e-9),
  );
}

/** Each part's say in the value of its whole. */
type Say = (relation: CellRelation, part: number) => number;

/** Secret cells that follow from the shown ones by the given ties: Σ say · part = (Σ say) · whole, or Σ part = whole. */
function following(
  n: readonly number[],
  relations: readonly CellRelation[],
  isSecret: (cell: number) => boolean,
  say: Say,
  mean: boolean,
): number[] {
  const cells = [...n.keys()].filter(isSecret);
  const place = new Map(cells.map((cell, at) => [cell, at]));
  const rows = relations.map((relation) => {
    const row = new Array<number>(cells.length).fill(0);
    const add = (cell: number, value: number) => {
      const column = place.get(cell);
      if (column !== undefined) row[column] = (row[column] ?? 0) + value;
    };
    const alive = relation.parts.filter((part) => (n[part] ?? 0) > 0);
    for (const part of alive) add(part, say(relation, part));
    add(relation.whole, mean ? -alive.reduce((sum, part) => sum + say(relation, part), 0) : -1);
    return row;
  });
  return solved(rows, cells.length).map((at) => cells[at] ?? -1);
}

describe("protecting cells", () => {
  it("hides a second part when one alone has too few", () => {
    expect(protectCells([61, 3, 28, 30], [additive(0, 1, 2, 3)], RULE)).toEqual([
      "shown",
      "hidden",
      "hidden",
      "shown",
    ]);
  });

  it("leaves a sum alone when nothing in it is small", () => {
    expect(protectCells([40, 10, 30], [additive(0, 1, 2)], RULE)).toEqual(["shown", "shown", "shown"]);
  });

  it("hides until those hidden have ten answers together", () => {
    expect(protectCells([57, 3, 4, 20, 30], [additive(0, 1, 2, 3, 4)], RULE)).toEqual([
      "shown",
      "hidden",
      "hidden",
      "hidden",
      "shown",
    ]);
  });

  it("does not show an n that would give a smaller one away", () => {
    expect(protectCells([40, 3, 7, 30], [additive(0, 1, 2, 3)], RULE)).toEqual(
      ["shown", "hidden", "hidden", "shown"].with(3, "shown"),
    );
    const states = protectCells([37, 3, 7, 27], [additive(0, 1, 2, 3)], RULE);
    expect(states[2]).toBe("hidden");
  });

  it("takes nobody's answers for no secret", () => {
    expect(protectCells([30, 0, 30], [additive(0, 1, 2)], RULE)).toEqual(["shown", "empty", "shown"]);
  });

  it("hides one more dimension beside one that is too small, and what it is made of", () => {
    const relations: CellRelation[] = [
      { whole: 0, parts: [1, 2, 3], additive: false, system: "index" },
      { whole: 2, parts: [4, 5], additive: false, system: "index" },
    ];
    expect(protectCells([50, 4, 40, 50, 40, 38], relations, RULE)).toEqual([
      "shown",
      "hidden",
      "hidden",
      "shown",
      "shown",
      "hidden",
    ]);
  });

  it("never touches what is decided elsewhere", () => {
    const states = protectCells([50, 3, 47], [additive(0, 1, 2)], RULE, {
      cost: (cell) => (cell === 0 ? Number.POSITIVE_INFINITY : 1),
    });
    expect(states).toEqual(["shown", "hidden", "hidden"]);
  });

  it("gives nothing away in any lattice of units, phases and dimensions", () => {
    const counts = fc.array(fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 5, max: 60 })), {
      minLength: 6,
      maxLength: 60,
    });
    const shape = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(
        shape,
        fc.integer({ min: 1, max: 3 }),
        counts,
        fc.integer({ min: 0, max: 99 }),
        (regions, phases, answered, seed) => {
          const { n, owners, relations, nodeOf } = lattice(regions, phases, answered, seed);
          const states = protectCells(n, relations, RULE, { owners });
          const noValue = (cell: number) => states[cell] !== "shown" && states[cell] !== "empty";
          const say: Say = ({ additive }, part) =>
            additive ? (owners[part] ?? 0) : 1 + (nodeOf.get(part) ?? 0);
          // An index of a region is no mean of its projects' indices, as its items' bases differ: that tie is guarded, not exact.
          const alongUnits = relations.filter(({ whole, additive }) => additive && nodeOf.get(whole) !== 0);
          const alongNodes = relations.filter(({ additive }) => !additive);
          expect(following(n, alongUnits, noValue, say, true)).toEqual([]);
          expect(following(n, alongNodes, noValue, say, true)).toEqual([]);
          expect(
            following(
              n,
              alongUnits,
              (cell) => states[cell] === "hidden",
              () => 1,
              false,
            ),
          ).toEqual([]);
          for (const [cell, state] of states.entries()) {
            if (state === "shown") expect(n[cell]).toBeGreaterThanOrEqual(RULE.minimum);
            if (state === "n-only") expect(n[cell]).toBeGreaterThanOrEqual(RULE.floor);
            if (state === "n-only") expect(n[cell]).toBeLessThan(RULE.minimum);
            if (state === "n-beside") expect(n[cell]).toBeGreaterThanOrEqual(RULE.minimum);
          }
          expect(protectCells(n, relations, RULE, { owners, before: states })).toEqual(states);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("never lets few answers follow where others may", () => {
    const shape = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 });
    const counts = fc.array(fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 5, max: 60 })), {
      minLength: 6,
      maxLength: 60,
    });
    const never = fc.array(fc.boolean(), { minLength: 5, maxLength: 40 });
    fc.assert(
      fc.property(
        shape,
        fc.integer({ min: 1, max: 3 }),
        counts,
        never,
        (regions, phases, answered, unshown) => {
          const { n, owners, relations, nodeOf } = lattice(regions, phases, answered, 3);
          const before = n.map((_, cell) =>
            unshown[cell % unshown.length] ? ("hidden" as const) : ("shown" as const),
          );
          const least = { values: RULE.minimum, counts: RULE.floor };
          const few = (cell: number, kind: SumKind) => (n[cell] ?? 0) < least[kind];
          const states = protectCells(n, relations, RULE, { owners, before, secret: few });
          for (const [cell, state] of states.entries())
            if (before[cell] === "hidden" && (n[cell] ?? 0) > 0) expect(state).toBe("hidden");
          const sums = relations.filter(({ whole, additive }) => additive && nodeOf.get(whole) !== 0);
          for (const [kind, marked] of [
            ["values", (cell: number) => states[cell] !== "shown" && states[cell] !== "empty"],
            ["counts", (cell: number) => states[cell] === "hidden"],
          ] as const) {
            const say: Say = (_, part) => (kind === "values" ? (owners[part] ?? 0) : 1);
            const known = following(n, sums, marked, say, kind === "values");
            expect(known.filter((cell) => few(cell, kind))).toEqual([]);
            // what follows is known, and what is left of a sum beside it is a group of its own
            const unknown = (cell: number) => marked(cell) && !known.includes(cell);
            for (const { whole, parts } of sums) {
              const rest = parts.filter(unknown).reduce((sum, cell) => sum + (n[cell] ?? 0), 0);
              if (rest > 0 && !unknown(whole)) expect(rest).toBeGreaterThanOrEqual(least[kind]);
            }
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
