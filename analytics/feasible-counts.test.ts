import { expect, it } from "vitest";
import { type OptimizationDirection, solve } from "yalps";
import { latticeOfUnits } from "#tests/lattice-of-units.ts";
import { protectCells } from "./protect-cells.ts";
import { seededRandom } from "./statistics/seeded-random.ts";

const RULE = { floor: 5, minimum: 10 };
const RECORDS = 80;
/** So far apart are the ends where a number may be any of three. */
const APART = 2;

/** Answers of a random group, half of the strata with few. */
function groupOf(seed: number) {
  const random = seededRandom(seed);
  const regions = Array.from({ length: 1 + random.below(3) }, () => 1 + random.below(4));
  const answered = Array.from({ length: 6 + random.below(50) }, () =>
    random.below(2) === 0 ? 5 + random.below(55) : random.below(13),
  );
  return latticeOfUnits(regions, 1 + random.below(3), answered, seed);
}

/** Least and most that each hidden number of answers may be for who knows the others and that somebody answered. */
function boundsOf(
  n: readonly number[],
  sums: readonly { readonly whole: number; readonly parts: readonly number[] }[],
  hidden: readonly number[],
) {
  const variables = new Map(hidden.map((cell) => [cell, new Map([[`n${cell}`, 1]])]));
  const constraints = new Map<string, { equal: number } | { min: number }>(
    hidden.map((cell) => [`n${cell}`, { min: 1 }]),
  );
  for (const [at, { whole, parts }] of sums.entries()) {
    let known = 0;
    for (const [cell, times] of [...parts.map((part) => [part, 1] as const), [whole, -1] as const]) {
      const own = variables.get(cell);
      if (own === undefined) known += times * (n[cell] ?? 0);
      else own.set(`sum${at}`, (own.get(`sum${at}`) ?? 0) + times);
    }
    constraints.set(`sum${at}`, { equal: -known });
  }
  return hidden.map((cell) => {
    const end = (direction: OptimizationDirection) =>
      solve({ direction, objective: `n${cell}`, constraints, variables });
    return { cell, least: end("minimize"), most: end("maximize") };
  });
}

it("leaves every hidden number of answers at least three values, by linear programming", () => {
  let seen = 0;
  for (let seed = 1; seed <= RECORDS; seed++) {
    const { n, owners, relations, nodeOf } = groupOf(seed);
    const states = protectCells(n, relations, RULE, { owners });
    for (const node of [1, 2, 3]) {
      const own = (cell: number) => nodeOf.get(cell) === node;
      const hidden = [...states.keys()].filter((cell) => own(cell) && states[cell] === "hidden");
      const sums = relations.filter(({ whole, additive }) => additive && own(whole));
      for (const { cell, least, most } of boundsOf(n, sums, hidden)) {
        expect(least.status).toBe("optimal");
        expect(least.result).toBeLessThanOrEqual((n[cell] ?? 0) + 1e-6);
        if (most.status !== "unbounded")
          expect(most.result - least.result).toBeGreaterThanOrEqual(APART - 1e-6);
        seen += 1;
      }
    }
  }
  expect(seen).toBeGreaterThan(1_000);
});
