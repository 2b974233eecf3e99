import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BURST_RULE, coachedBursts, type WebAnswer } from "./coached-bursts.ts";

function answers(n: number, change: (index: number) => Partial<WebAnswer> = () => ({})): WebAnswer[] {
  return Array.from({ length: n }, (_, index) => ({
    ordinal: index + 1,
    project: 1,
    at: index * 60,
    address: `a${index % 3}`,
    sum: 50,
    count: 10,
    ...change(index),
  }));
}

describe("coachedBursts", () => {
  it("finds twenty near-perfect answers from three addresses within two hours, and not nineteen", () => {
    expect(coachedBursts(answers(20)).size).toBe(20);
    expect(coachedBursts(answers(19)).size).toBe(0);
  });

  it("needs the time to be short, the addresses few, the project one and the answers high", () => {
    expect(coachedBursts(answers(20, (index) => ({ at: index * 400 }))).size).toBe(0);
    expect(coachedBursts(answers(20, (index) => ({ address: `a${index % 4}` }))).size).toBe(0);
    expect(coachedBursts(answers(20, (index) => ({ project: index < 10 ? 1 : 2 }))).size).toBe(0);
    expect(coachedBursts(answers(20, () => ({ sum: 48 }))).size).toBe(0);
    expect(coachedBursts(answers(20, (index) => ({ sum: index < 10 ? 48 : 50 }))).size).toBe(20);
  });

  it("leaves others of the same hours out of it", () => {
    const mixed = answers(60, (index) => (index % 2 === 0 ? {} : { address: `home${index}`, sum: 20 }));
    const found = coachedBursts(
      mixed.map((answer, index) =>
        index % 2 === 0 ? { ...answer, address: `a${(index / 2) % 3}` } : answer,
      ),
    );
    expect([...found].every((ordinal) => ordinal % 2 === 1)).toBe(true);
    expect(found.size).toBe(30);
  });

  it("says the same as looking at every window of every three addresses", () => {
    const answer = fc.record({
      project: fc.constantFrom(1, 2),
      at: fc.nat(200),
      address: fc.constantFrom("a", "b", "c", "d"),
      sum: fc.constantFrom(9, 10),
      count: fc.constant(2),
    });
    const rule = { ...BURST_RULE, answers: 4, seconds: 60, addresses: 2 };
    fc.assert(
      fc.property(fc.array(answer, { maxLength: 14 }), (drawn) => {
        const sorted = drawn
          .toSorted((a, b) => a.project - b.project || a.at - b.at)
          .map((each, index) => ({ ...each, ordinal: index + 1 }));
        for (const ordinal of coachedBursts(sorted, rule)) {
          const self = sorted[ordinal - 1];
          const near = sorted.filter(
            ({ project, at }) => project === self?.project && Math.abs(at - (self?.at ?? 0)) <= rule.seconds,
          );
          expect(near.length).toBeGreaterThanOrEqual(rule.answers);
        }
      }),
    );
  });
});
