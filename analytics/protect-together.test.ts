import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { protectTogether, UNSEEN_KINDS, type Unseen } from "./protect-cells.ts";
import type { CellRelation } from "./sums-of-cells.ts";

const RULE = { floor: 5, minimum: 10 };
const SIZE = 3;

type Table = { readonly n: readonly number[]; readonly unseen: Unseen };

/** Values of the cuts a table fixes, by number of the cell; the first cut counts fastest. */
function valuesOf(cell: number, cuts: readonly number[]): ReadonlyMap<number, number> {
  return new Map(cuts.map((cut, place) => [cut, Math.floor(cell / SIZE ** place) % SIZE]));
}

function cellOf(values: ReadonlyMap<number, number>, cuts: readonly number[]): number {
  return cuts.reduce((sum, cut, place) => sum + (values.get(cut) ?? 0) * SIZE ** place, 0);
}

/** All tables of people by three cuts, the coarse ones first, each decided beside those one cut coarser. */
function decideAll(people: readonly number[]): ReadonlyMap<string, Table> {
  const tables = new Map<string, Table>();
  const all = [0, 1, 2];
  for (const cuts of [[], [0], [1], [2], [0, 1], [0, 2], [1, 2], [0, 1, 2]]) {
    const n = Array.from({ length: SIZE ** cuts.length }, () => 0);
    for (const [person, count] of people.entries()) {
      const cell = cellOf(valuesOf(person, all), cuts);
      n[cell] = (n[cell] ?? 0) + count;
    }
    const first = n.length;
    const relations: CellRelation[] = [];
    const earlier: Unseen = {
      values: [new Float64Array(99), new Float64Array(99)],
      counts: [new Float64Array(99), new Float64Array(99)],
      together: [new Float64Array(99), new Float64Array(99)],
    };
    const counts = [...n];
    for (const cut of cuts) {
      const above = cuts.filter((each) => each !== cut);
      const coarser = tables.get(above.join());
      for (const [whole, count] of (coarser?.n ?? []).entries()) {
        const parts = Array.from({ length: SIZE }, (_, value) =>
          cellOf(new Map([...valuesOf(whole, above), [cut, value]]), cuts),
        );
        for (const kind of UNSEEN_KINDS)
          for (const vector of [0, 1] as const)
            earlier[kind][vector][counts.length - first] = coarser?.unseen[kind][vector][whole] ?? 0;
        relations.push({ whole: counts.length, parts, additive: true, system: "one" });
        counts.push(count);
      }
    }
    const { unseen } = protectTogether(counts, relations, RULE, {
      cost: (cell) => (cell < first ? (counts[cell] ?? 0) : 0),
      untold: () => cuts.length > 1,
      earlier: { first, unseen: earlier },
      salt: 1_000 * cuts.reduce((sum, cut) => sum + 2 ** cut, 0),
    });
    tables.set(cuts.join(), { n, unseen });
  }
  return tables;
}

describe("tables decided one after the other", () => {
  it("leave open together what each leaves open: their differences add up along every sum, and are not 0 for a few", () => {
    const people = fc.array(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 5, max: 60 })), {
      minLength: SIZE ** 3,
      maxLength: SIZE ** 3,
    });
    fc.assert(
      fc.property(people, (counts) => {
        const tables = decideAll(counts);
        for (const [name, { n, unseen }] of tables) {
          const cuts = name === "" ? [] : name.split(",").map(Number);
          for (const kind of UNSEEN_KINDS)
            for (const vector of [0, 1] as const) {
              for (const cut of cuts) {
                const above = cuts.filter((each) => each !== cut);
                const coarser = tables.get(above.join());
                const sums = new Float64Array(coarser?.n.length ?? 0);
                for (let cell = 0; cell < n.length; cell++) {
                  const whole = cellOf(valuesOf(cell, cuts), above);
                  sums[whole] = (sums[whole] ?? 0) + (unseen[kind][vector][cell] ?? 0);
                }
                for (const [whole, sum] of sums.entries())
                  expect(Math.abs(sum - (coarser?.unseen[kind][vector][whole] ?? 0))).toBeLessThan(1e-6);
              }
              const least = kind === "values" ? RULE.minimum : RULE.floor;
              for (const [cell, count] of n.entries())
                if (count > 0 && count < least) expect(unseen[kind][vector][cell]).not.toBe(0);
            }
        }
      }),
      { numRuns: 100 },
    );
  });
});
