import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { crossedDecomposition, kitagawaDecomposition, turnoverDecomposition } from "./decomposition.ts";

/*
 * Figures printed in Das Gupta P (1993) Standardization and Decomposition of Rates: A User's Manual, US Bureau of the Census,
 * Current Population Reports P23-186, tables 5.1 and 5.3.
 */

/** Household headship per 100 by age, United States 1970 and 1985: per cent of population, rate. */
const HEADSHIP = [
  [12.9, 10.1, 1.9, 2.2],
  [10.9, 11.2, 25.8, 24.3],
  [9.5, 11.6, 45.7, 45.8],
  [8, 10.9, 49.6, 52.5],
  [7.8, 9.4, 51.2, 56.1],
  [8.4, 7.7, 51.6, 55.6],
  [8.6, 6.3, 51.8, 56],
  [7.8, 6, 54.9, 57.4],
  [7, 6.3, 58.7, 57.2],
  [5.9, 5.9, 60.4, 61.2],
  [4.7, 5.1, 62.8, 63.9],
  [3.6, 4, 66.6, 68.6],
  [4.9, 5.5, 66.8, 72.2],
] as const;

/** Deaths per 1,000 by race and age, United States 1970 and 1985: thousands of people, rate. */
const DEATHS = {
  size1970: [
    [2968, 11484, 34614, 30992, 21983, 20314, 20928, 16897, 11339, 5720, 1315],
    [535, 2162, 6120, 4781, 3096, 2718, 2363, 1767, 1149, 448, 117],
  ],
  size1985: [
    [3041, 11577, 27450, 32711, 35480, 27411, 19555, 19795, 15254, 8022, 2472],
    [707, 2692, 6473, 6841, 6547, 4352, 3034, 2540, 1749, 804, 236],
  ],
  rate1970: [
    [18.469, 0.751, 0.391, 1.146, 1.287, 2.672, 6.636, 15.691, 34.723, 79.763, 176.837],
    [36.993, 1.352, 0.541, 2.04, 3.523, 6.746, 12.967, 24.471, 45.091, 74.902, 123.205],
  ],
  rate1985: [
    [9.163, 0.462, 0.248, 0.929, 1.084, 1.81, 4.715, 12.187, 27.728, 64.068, 157.57],
    [17.208, 0.738, 0.328, 1.103, 2.045, 3.724, 8.052, 17.812, 34.128, 68.276, 125.161],
  ],
};

const crossed = [0, 1].flatMap((race) =>
  Array.from({ length: 11 }, (_, age) => ({
    row: `race ${race}`,
    column: `age ${age}`,
    ownersBefore: DEATHS.size1970[race]?.[age] ?? Number.NaN,
    ownersAfter: DEATHS.size1985[race]?.[age] ?? Number.NaN,
    scoreBefore: DEATHS.rate1970[race]?.[age] ?? Number.NaN,
    scoreAfter: DEATHS.rate1985[race]?.[age] ?? Number.NaN,
  })),
);

const four = (value: number | undefined) => Math.round((value ?? Number.NaN) * 1e4) / 1e4;
const cell = fc.record({
  ownersBefore: fc.integer({ min: 1, max: 500 }),
  ownersAfter: fc.integer({ min: 1, max: 500 }),
  scoreBefore: fc.double({ min: 0, max: 100, noNaN: true }),
  scoreAfter: fc.double({ min: 0, max: 100, noNaN: true }),
});

describe("decomposition in two terms", () => {
  it("gives table 5.1: rate 1.7403, age 1.2269, together 2.9672", () => {
    const found = kitagawaDecomposition(
      HEADSHIP.map(([ownersBefore, ownersAfter, scoreBefore, scoreAfter], age) => ({
        id: String(age),
        ownersBefore,
        ownersAfter,
        scoreBefore,
        scoreAfter,
      })),
    );
    expect([found?.within, found?.mix, found?.change].map(four)).toEqual([1.7403, 1.2269, 2.9672]);
  });

  it("credits more owners in a project above average as positive", () => {
    const stay = { scoreBefore: 80, scoreAfter: 80 };
    const found = kitagawaDecomposition([
      { id: "good", ownersBefore: 50, ownersAfter: 60, ...stay },
      { id: "weak", ownersBefore: 50, ownersAfter: 40, scoreBefore: 60, scoreAfter: 60 },
    ]);
    expect(found?.within).toBe(0);
    expect(found?.change).toBeCloseTo(2, 12);
    expect(found?.cells.map(({ mix }) => mix > 0)).toEqual([true, true]);
  });

  it("adds up exactly, in total and by cell, and turns its sign with time", () => {
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 12 }), (list) => {
        const cells = list.map((one, place) => ({ id: String(place), ...one }));
        const found = kitagawaDecomposition(cells);
        const back = kitagawaDecomposition(
          cells.map((one) => ({
            id: one.id,
            ownersBefore: one.ownersAfter,
            ownersAfter: one.ownersBefore,
            scoreBefore: one.scoreAfter,
            scoreAfter: one.scoreBefore,
          })),
        );
        if (!found || !back) throw new Error("there are cells");
        expect(found.within + found.mix).toBeCloseTo(found.change, 9);
        expect(back.within).toBeCloseTo(-found.within, 9);
        expect(back.mix).toBeCloseTo(-found.mix, 9);
      }),
    );
  });

  it("refuses a cell without owners at one time and is undefined without cells", () => {
    expect(kitagawaDecomposition([])).toBeUndefined();
    expect(() =>
      kitagawaDecomposition([{ id: "new", ownersBefore: 0, ownersAfter: 5, scoreBefore: 0, scoreAfter: 70 }]),
    ).toThrow(RangeError);
  });
});

describe("decomposition with two crossed characteristics", () => {
  it("gives table 5.3: age 1.5217, race 0.0198, rate −2.2277, together −0.6862", () => {
    const found = crossedDecomposition(crossed);
    expect([found?.columnMix, found?.rowMix, found?.within, found?.change].map(four)).toEqual([
      1.5217, 0.0198, -2.2277, -0.6862,
    ]);
  });

  it("adds up exactly and has the mix of the two-term form", () => {
    const full = fc.array(cell, { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(full, (list) => {
        const cells = list.map((one, place) => ({
          ...one,
          row: String(place % 2),
          column: String(place % 3),
        }));
        const found = crossedDecomposition(cells);
        const plain = kitagawaDecomposition(cells.map((one) => ({ ...one, id: one.row + one.column })));
        if (!found || !plain) throw new Error("there are cells");
        expect(found.within + found.rowMix + found.columnMix).toBeCloseTo(found.change, 9);
        expect(found.within).toBeCloseTo(plain.within, 9);
        expect(found.rowMix + found.columnMix).toBeCloseTo(plain.mix, 9);
      }),
    );
  });

  it("sees no column mix when only rows change size", () => {
    const scores = [70, 80, 60, 90];
    const found = crossedDecomposition(
      scores.map((score, place) => ({
        row: String(place >> 1),
        column: String(place & 1),
        ownersBefore: 10,
        ownersAfter: place < 2 ? 30 : 10,
        scoreBefore: score,
        scoreAfter: score,
      })),
    );
    expect(found?.columnMix).toBeCloseTo(0, 12);
    expect(found?.within).toBe(0);
  });

  it("refuses a combination that occurs twice", () => {
    expect(() => crossedDecomposition([...crossed, ...crossed])).toThrow(RangeError);
    expect(crossedDecomposition([])).toBeUndefined();
  });
});

describe("decomposition with units entering and leaving", () => {
  it("does not blame a new unit for starting from nothing, worked by hand", () => {
    const found = turnoverDecomposition([
      { id: "old", before: { owners: 100, score: 70 }, after: { owners: 100, score: 70 } },
      { id: "new", before: undefined, after: { owners: 100, score: 80 } },
    ]);
    // From 70 to 75, centre 72.5: old unit loses half its share (−0.5 × −2.5), new one brings 0.5 × 7.5.
    expect(found).toMatchObject({ change: 5, within: 0, between: 1.25, entry: 3.75, exit: 0 });
  });

  it("adds up exactly whoever enters or leaves", () => {
    const state = fc.option(
      fc.record({
        owners: fc.integer({ min: 1, max: 500 }),
        score: fc.double({ min: 0, max: 100, noNaN: true }),
      }),
      { nil: undefined },
    );
    fc.assert(
      fc.property(fc.array(fc.record({ before: state, after: state }), { maxLength: 12 }), (list) => {
        const found = turnoverDecomposition(list.map((one, place) => ({ id: String(place), ...one })));
        const full = list.some(({ before }) => before) && list.some(({ after }) => after);
        expect(found !== undefined).toBe(full);
        if (found)
          expect(found.within + found.between + found.entry + found.exit).toBeCloseTo(found.change, 9);
      }),
    );
  });

  it("refuses a unit with no owners", () => {
    expect(() =>
      turnoverDecomposition([{ id: "x", before: { owners: 0, score: 1 }, after: undefined }]),
    ).toThrow(RangeError);
  });
});
