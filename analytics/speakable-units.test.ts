import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { speakableUnits, type WritingUnit } from "./speakable-units.ts";

const MINIMUM = 10;

/** A group of regions of projects, with some people in each project. */
const trees = fc
  .array(fc.array(fc.integer({ min: 0, max: 25 }), { maxLength: 6 }), { minLength: 1, maxLength: 5 })
  .map((regions): readonly WritingUnit[] => [
    { id: 1, parent: null, writers: 0 },
    ...regions.flatMap((projects, region) => [
      { id: 10 + region, parent: 1, writers: 0 },
      ...projects.map((writers, project) => ({
        id: 100 * (region + 1) + project,
        parent: 10 + region,
        writers,
      })),
    ]),
  ]);

function above(units: readonly WritingUnit[], id: number): readonly number[] {
  const parent = units.find((unit) => unit.id === id)?.parent ?? null;
  return parent === null ? [id] : [id, ...above(units, parent)];
}

describe("where words may be shown", () => {
  it("shows a project of its own, and pools small ones where they are enough together", () => {
    const units = [
      { id: 1, parent: null, writers: 0 },
      { id: 2, parent: 1, writers: 12 },
      { id: 3, parent: 1, writers: 6 },
      { id: 4, parent: 1, writers: 5 },
    ];
    expect([...speakableUnits(units, MINIMUM)]).toEqual([
      [2, 2],
      [3, 1],
      [4, 1],
    ]);
  });

  it("keeps a single small project out, for it would be what the others leave over", () => {
    const units = [
      { id: 1, parent: null, writers: 0 },
      { id: 2, parent: 1, writers: 40 },
      { id: 3, parent: 1, writers: 9 },
    ];
    expect([...speakableUnits(units, MINIMUM)]).toEqual([[2, 2]]);
  });

  it("never lets lists laid over one another get at fewer than the minimum", () => {
    fc.assert(
      fc.property(trees, (units) => {
        const shownAt = speakableUnits(units, MINIMUM);
        // people who stand in exactly the same lists cannot be told apart; everybody else can
        const atoms = new Map<string, number>();
        for (const [id, lowest] of shownAt) {
          const lists = above(units, lowest).join();
          const writers = units.find((unit) => unit.id === id)?.writers ?? 0;
          atoms.set(lists, (atoms.get(lists) ?? 0) + writers);
          expect(above(units, id)).toContain(lowest);
        }
        for (const people of atoms.values()) expect(people).toBeGreaterThanOrEqual(MINIMUM);
      }),
    );
  });

  it("leaves nobody out who can be shown", () => {
    fc.assert(
      fc.property(trees, (units) => {
        const shownAt = speakableUnits(units, MINIMUM);
        const out = units.filter(({ id, writers }) => writers > 0 && !shownAt.has(id));
        expect(out.reduce((sum, { writers }) => sum + writers, 0)).toBeLessThan(MINIMUM);
      }),
    );
  });
});
