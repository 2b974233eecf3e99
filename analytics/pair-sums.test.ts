import fc from "fast-check";
import { expect, test } from "vitest";
import type { CodeBookEntry } from "#surveys/code-book.ts";
import type { CodedRows } from "./cell-order.ts";
import type { ColumnSpec } from "./moments.ts";
import { momentsOfRows } from "./moments-of-rows.ts";
import { accumulate, type PairSums, pairSums } from "./pair-sums.ts";

const CODE_BOOK: readonly CodeBookEntry[] = [
  { item: "Y1", size: 5, lowest: 1 },
  { item: "Y2", size: 11, lowest: 0 },
  { item: "Y3", size: 5, lowest: 1 },
  { item: "Y4", size: 2, lowest: 0 },
];
const COLUMNS: readonly ColumnSpec[] = [
  { kind: "answer", item: "Y2" },
  { kind: "answer", item: "Y1" },
  { kind: "at-least", item: "Y3", from: 4 },
  { kind: "net", item: "Y2", promoters: 9, detractors: 6 },
  { kind: "joint", cuts: { Y1: 4, Y2: 8, Y3: 4 } },
  { kind: "joint", cuts: { Y1: 2, Y2: 4 }, unless: { Y1: 4, Y2: 8 } },
  { kind: "joint", cuts: { Y3: 1 }, unless: { Y3: 3 } },
  { kind: "answer", item: "Y4" },
];
const BASES = [
  ["Y1", "Y2"],
  ["Y3", "Y4"],
  ["Y1", "Y2", "Y3", "Y4"],
];

type Row = { cell: number; codes: number[] };
const rows = fc.array(
  fc.record({
    cell: fc.integer({ min: 0, max: 3 }),
    codes: fc.tuple(
      ...CODE_BOOK.map(({ size }) =>
        fc.oneof(
          { weight: 4, arbitrary: fc.integer({ min: 1, max: size }) },
          fc.constantFrom(0, 252, 253, 254, 255),
        ),
      ),
    ),
  }),
  { maxLength: 60 },
);

function coded(list: readonly Row[]): CodedRows {
  return {
    cell: Uint32Array.from(list, (row) => row.cell),
    items: new Map(CODE_BOOK.map(({ item }, i) => [item, Uint8Array.from(list, (row) => row.codes[i] ?? 0)])),
  };
}

function sumsOf(...parts: (readonly Row[])[]): PairSums {
  const sums = pairSums(COLUMNS, BASES, CODE_BOOK);
  for (const part of parts) accumulate(sums, coded(part));
  return sums;
}

/** The cells as the slow path makes them, by cell number. */
function plainSums(list: readonly Row[]) {
  const moments = momentsOfRows(
    COLUMNS,
    BASES,
    {
      strata: [],
      rows: list.map(({ cell, codes }) => ({
        stratum: `${cell}`,
        group: {},
        answers: Object.fromEntries(
          CODE_BOOK.map(({ item, size, lowest }, i) => {
            const code = codes[i] ?? 0;
            return [item, code >= 1 && code <= size ? code - 1 + lowest : undefined];
          }),
        ),
      })),
    },
    [],
  );
  return Map.groupBy(moments.cells, (cell) => Number(cell.stratum));
}

test("coded columns give the sums of plain rows, to the unit", () => {
  fc.assert(
    fc.property(rows, (list) => {
      const plain = plainSums(list);
      for (const [number, cell] of sumsOf(list).cells.entries()) {
        const { stratum: _, group: __, ...expected } = plain.get(number)?.[0] ?? { stratum: "", group: {} };
        if (cell) expect(cell).toEqual(expected);
        else expect(plain.has(number)).toBe(false);
      }
    }),
    { numRuns: 500, seed: 20_260_105 },
  );
});

test("sums of a union are the sum of the sums", () => {
  fc.assert(
    fc.property(rows, rows, (first, second) => {
      expect(sumsOf(first, second).cells).toEqual(sumsOf([...second, ...first]).cells);
    }),
    { numRuns: 200, seed: 20_260_106 },
  );
});

test("rows that are taken out again leave nothing behind", () => {
  fc.assert(
    fc.property(rows, rows, (stay, leave) => {
      const sums = sumsOf(stay, leave);
      accumulate(sums, coded(leave), -1);
      const expected = sumsOf(stay);
      for (const [number, cell] of sums.cells.entries()) {
        if (cell === undefined) continue;
        const other = expected.cells[number];
        if (other) expect(cell).toEqual(other);
        else
          expect([cell.respondents, ...cell.n, ...cell.sumAB, ...cell.bases].every((sum) => sum === 0)).toBe(
            true,
          );
      }
    }),
    { numRuns: 200, seed: 20_260_107 },
  );
});

test("cells of many blocks and the longest scale stay exact", () => {
  const book: readonly CodeBookEntry[] = [
    { item: "L1", size: 251, lowest: -3 },
    { item: "L2", size: 251, lowest: 0 },
  ];
  const columns = book.map(({ item }): ColumnSpec => ({ kind: "answer", item }));
  const [answer] = fc.sample(fc.array(fc.nat(251), { minLength: 6000, maxLength: 6000 }), {
    seed: 20_261_127,
    numRuns: 1,
  }) as [number[]];
  const cell = Uint32Array.from(answer, (_, row) => (row * row) % 3);
  const codes = [0, 1].map((shift) =>
    Uint8Array.from(answer, (_, row) => (row % 17 === shift ? 255 : (answer[(row + shift) % 6000] ?? 0))),
  );
  const sums = pairSums(columns, [], book);
  accumulate(sums, { cell, items: new Map(book.map(({ item }, at) => [item, codes[at] as Uint8Array])) });
  const answerAt = (row: number, at: number) => {
    const code = codes[at]?.[row] ?? 0;
    return code >= 1 && code <= 251 ? code - 1 + (book[at]?.lowest ?? 0) : undefined;
  };
  for (const number of [0, 1]) {
    const both = [...cell.keys()].flatMap((row) => {
      const [a, b] = [answerAt(row, 0), answerAt(row, 1)];
      return cell[row] === number && a !== undefined && b !== undefined ? [[a, b] as const] : [];
    });
    const sum = (of: (a: number, b: number) => number) => both.reduce((all, [a, b]) => all + of(a, b), 0);
    const own = sums.cells[number];
    expect([own?.n[1], own?.sumA[1], own?.sumB[1], own?.sumAB[1]]).toEqual([
      both.length,
      sum((a) => a),
      sum((_, b) => b),
      sum((a, b) => a * b),
    ]);
  }
});

test("a cell of many blocks has the sums of all its rows", () => {
  const list = Array.from({ length: 3000 }, (_, r): Row => ({ cell: r % 2, codes: [5, 11, 5, 2] }));
  const cell = sumsOf(list).cells[1];
  expect([cell?.respondents, cell?.n[0], cell?.sumA[0], cell?.sumAB[0]]).toEqual([
    1500, 1500, 15_000, 150_000,
  ]);
});

test("an item the rows do not have counts as not asked, one the code book lacks is an error", () => {
  const sums = pairSums([{ kind: "answer", item: "Y1" }], [["Y1", "Y2"]], CODE_BOOK);
  accumulate(sums, { cell: Uint32Array.of(0, 0), items: new Map([["Y2", Uint8Array.of(3, 0)]]) });
  expect(sums.cells[0]).toMatchObject({ respondents: 2, n: Float64Array.of(0), bases: Float64Array.of(1) });
  const unknown = pairSums([{ kind: "answer", item: "Z9" }], [], CODE_BOOK);
  expect(() => accumulate(unknown, { cell: Uint32Array.of(0), items: new Map() })).toThrow(/no item Z9/);
});
