import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { differencesOf, type Equation, solvedCells } from "./solved-cells.ts";

/** Exact fractions of whole numbers, for plain elimination without rounding. */
type Fraction = { readonly over: bigint; readonly under: bigint };

function divisor(a: bigint, b: bigint): bigint {
  return b === 0n ? (a < 0n ? -a : a) : divisor(b, a % b);
}

function fraction(over: bigint, under: bigint): Fraction {
  const shared = divisor(over, under) * (under < 0n ? -1n : 1n);
  return { over: over / shared, under: under / shared };
}

/** Gauss–Jordan elimination in fractions: an unknown follows when its row names nothing else. */
function followsExactly(equations: readonly Equation[], unknowns: number): number[] {
  const rows = equations.map((equation) => {
    const row = Array.from({ length: unknowns }, () => fraction(0n, 1n));
    for (let at = 0; at < equation.length; at += 2)
      row[equation[at] ?? 0] = fraction(BigInt(equation[at + 1] ?? 0), 1n);
    return row;
  });
  const pivots: number[] = [];
  for (let column = 0; column < unknowns && pivots.length < rows.length; column++) {
    const rank = pivots.length;
    const found = rows.findIndex((row, at) => at >= rank && row[column]?.over !== 0n);
    if (found < 0) continue;
    const [own = []] = rows.splice(found, 1);
    rows.splice(rank, 0, own);
    const pivot = own[column] as Fraction;
    for (const [at, row] of rows.entries()) {
      const value = row[column] as Fraction;
      if (at === rank || value.over === 0n) continue;
      const factor = fraction(value.over * pivot.under, value.under * pivot.over);
      for (const [each, { over, under }] of row.entries()) {
        const other = own[each] as Fraction;
        row[each] = fraction(
          over * factor.under * other.under - factor.over * other.over * under,
          under * factor.under * other.under,
        );
      }
    }
    pivots.push(column);
  }
  return pivots
    .filter((pivot, at) => rows[at]?.every(({ over }, column) => column === pivot || over === 0n))
    .toSorted((a, b) => a - b);
}

const UNKNOWNS = 12;

const equations = fc.array(
  fc
    .uniqueArray(
      fc.tuple(
        fc.integer({ min: 0, max: UNKNOWNS - 1 }),
        fc.oneof({ weight: 3, arbitrary: fc.constantFrom(1, -1) }, fc.integer({ min: -40, max: 40 })),
      ),
      { selector: ([cell]) => cell, minLength: 1, maxLength: 5 },
    )
    .map((entries) => entries.filter(([, factor]) => factor !== 0).flat())
    .filter((equation) => equation.length > 0),
  { maxLength: 14 },
);

describe("what follows from equations", () => {
  it("finds an unknown that stands alone, and one that is what a sum leaves", () => {
    const of = (...entries: [number, number][]) => entries.flat();
    expect(solvedCells([of([7, 3])])).toEqual([7]);
    expect(solvedCells([of([1, 1], [2, 1])])).toEqual([]);
    expect(solvedCells([of([1, 1], [2, 1], [3, 1]), of([2, 1], [3, 1])])).toEqual([1]);
    expect(solvedCells([of([1, 1], [2, 1]), of([1, 2], [2, 2])])).toEqual([]);
    expect(solvedCells([of([1, 1], [2, 1]), of([1, 1], [2, -1])])).toEqual([1, 2]);
  });

  it("agrees with elimination in fractions", () => {
    fc.assert(
      fc.property(equations, (given) => {
        expect(solvedCells(given)).toEqual(followsExactly(given, UNKNOWNS));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("what sums are made of", () => {
  const weighted = (equation: Equation, times: number, into: Map<number, number>) => {
    for (let at = 0; at < equation.length; at += 2) {
      const cell = equation[at] as number;
      into.set(cell, (into.get(cell) ?? 0) + times * (equation[at + 1] as number));
    }
  };

  it("gives back a known unknown when the equations named are summed", () => {
    fc.assert(
      fc.property(equations, (given) => {
        const { because } = differencesOf(given);
        for (const cell of solvedCells(given)) {
          const sum = new Map<number, number>();
          for (const [at, times] of because([cell, 1])) weighted(given[at] as Equation, times, sum);
          for (const [each, factor] of sum) expect(factor).toBeCloseTo(each === cell ? 1 : 0, 6);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("names equations that contradict what is said of them, and nothing where they agree", () => {
    fc.assert(
      fc.property(equations, fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 14 }), (given, says) => {
        const truth = (cell: number) => says[cell] ?? 0;
        const agreeing = given.map((equation) => {
          let sum = 0;
          for (let at = 0; at < equation.length; at += 2)
            sum += (equation[at + 1] as number) * truth(equation[at] as number);
          return sum;
        });
        expect(differencesOf(given, [agreeing, agreeing]).broken).toEqual([]);
        const { broken } = differencesOf(given, [says, says]);
        for (const sum of broken) {
          const left = new Map<number, number>();
          let said = 0;
          for (const [at, times] of sum) {
            weighted(given[at] as Equation, times, left);
            said += times * (says[at] ?? 0);
          }
          for (const factor of left.values()) expect(factor).toBeCloseTo(0, 6);
          expect(Math.abs(said)).toBeGreaterThan(1e-8);
        }
      }),
      { numRuns: 500 },
    );
  });
});
