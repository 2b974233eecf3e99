import type { CodeBookEntry } from "#surveys/code-book.ts";
import { type CodedRows, inCellOrder } from "./cell-order.ts";
import type { Cell, ColumnSpec } from "./moments.ts";
import { BLOCK_ROWS, kernelBlock, PAIR_NUMBERS } from "./pair-kernel.ts";

/** The sums of one cell, in the shape `Moments` wants; arrays are added to in place. */
export type CellSums = { respondents: number } & Pick<Cell, "n" | "sumA" | "sumB" | "sumAB" | "bases">;

/** Running sums of coded answers by cell number. Rows are added and taken out with `accumulate`. */
export type PairSums = {
  readonly columns: readonly ColumnSpec[];
  readonly bases: readonly (readonly string[])[];
  readonly codeBook: readonly CodeBookEntry[];
  /** By cell number; a number nobody has used is absent. */
  readonly cells: (CellSums | undefined)[];
};

/** Starts with no rows at all. */
export function pairSums(
  columns: readonly ColumnSpec[],
  bases: readonly (readonly string[])[],
  codeBook: readonly CodeBookEntry[],
): PairSums {
  return { columns, bases, codeBook, cells: [] };
}

/** What a code stands for in one column: a small number ≥ 0 to which `shift` is added, and whether it is valid. */
type Reader = { readonly codes: Uint8Array; readonly small: Int16Array; readonly valid: Uint8Array };
/**
 * Several readers together are 1 where the least of them is 1: 0 misses a cut, 2 meets the higher cuts as well. Alone
 * they are what they read.
 */
type ColumnReader = { readonly readers: readonly Reader[]; readonly joint: boolean; readonly shift: number };

function readerOf(codes: Uint8Array, size: number, small: (code: number) => number): Reader {
  const reader = { codes, small: new Int16Array(256), valid: new Uint8Array(256) };
  for (let code = 1; code <= size; code++) {
    reader.small[code] = small(code);
    reader.valid[code] = 1;
  }
  return reader;
}

function columnReader(spec: ColumnSpec, sums: PairSums, rows: CodedRows): ColumnReader {
  const read = (item: string, small: (answer: number, code: number) => number): Reader => {
    const entry = sums.codeBook.find((entry) => entry.item === item);
    if (entry === undefined) throw new Error(`the code book has no item ${item}`);
    const codes = rows.items.get(item) ?? new Uint8Array(rows.cell.length);
    return readerOf(codes, entry.size, (code) => small(code - 1 + entry.lowest, code));
  };
  switch (spec.kind) {
    case "answer": {
      const lowest = sums.codeBook.find((entry) => entry.item === spec.item)?.lowest ?? 0;
      return { readers: [read(spec.item, (_, code) => code)], joint: false, shift: lowest - 1 };
    }
    case "at-least":
      return {
        readers: [read(spec.item, (answer) => (answer >= spec.from ? 1 : 0))],
        joint: false,
        shift: 0,
      };
    case "net": {
      const side = (answer: number) => (answer >= spec.promoters ? 2 : answer <= spec.detractors ? 0 : 1);
      return { readers: [read(spec.item, side)], joint: false, shift: -1 };
    }
    case "joint":
      return {
        readers: Object.entries(spec.cuts).map(([item, cut]) =>
          read(item, (answer) =>
            answer < cut ? 0 : answer < (spec.unless?.[item] ?? Number.POSITIVE_INFINITY) ? 1 : 2,
          ),
        ),
        joint: true,
        shift: 0,
      };
  }
}

function newCell(columns: number, bases: number): CellSums {
  const pairs = () => new Float64Array((columns * (columns + 1)) / 2);
  return {
    respondents: 0,
    n: pairs(),
    sumA: pairs(),
    sumB: pairs(),
    sumAB: pairs(),
    bases: new Float64Array(bases),
  };
}

/** The planes of one column for `count` rows from `from` on. */
function fillColumn(
  { readers, joint }: ColumnReader,
  from: number,
  count: number,
  numbers: Int16Array,
  values: number,
  validity: number,
): void {
  const [first, ...others] = readers;
  if (first === undefined) return;
  const { codes, small, valid } = first;
  for (let r = 0; r < count; r++) {
    const code = codes[from + r] as number;
    numbers[values + r] = small[code] as number;
    numbers[validity + r] = valid[code] as number;
  }
  for (const other of others) {
    for (let r = 0; r < count; r++) {
      const code = other.codes[from + r] as number;
      numbers[validity + r] = (numbers[validity + r] as number) & (other.valid[code] as number);
      numbers[values + r] = Math.min(numbers[values + r] as number, other.small[code] as number);
    }
  }
  if (!joint) return;
  for (let r = 0; r < count; r++) {
    if (numbers[validity + r] === 0 || numbers[values + r] === 2) numbers[values + r] = 0;
  }
}

/** Adds a block's sums to a cell, shifted back to the columns' own values. */
function addPairs(cell: CellSums, sums: Int32Array, shifts: Float64Array, sign: number): void {
  let at = 0;
  let place = 0;
  for (let i = 0; i < shifts.length; i++) {
    const a = shifts[i] as number;
    for (let j = i; j < shifts.length; j++, place++, at += PAIR_NUMBERS) {
      const n = sums[at] as number;
      if (n === 0) continue;
      const b = shifts[j] as number;
      const [x, y, xy] = [sums[at + 1] as number, sums[at + 2] as number, sums[at + 3] as number];
      cell.n[place] = (cell.n[place] as number) + sign * n;
      cell.sumA[place] = (cell.sumA[place] as number) + sign * (x + a * n);
      cell.sumB[place] = (cell.sumB[place] as number) + sign * (y + b * n);
      cell.sumAB[place] = (cell.sumAB[place] as number) + sign * (xy + b * x + a * y + a * b * n);
    }
  }
}

/** Counts, for each base, the rows with a valid answer to any of its items. */
function addBases(
  cell: CellSums,
  bases: readonly (readonly Reader[])[],
  from: number,
  end: number,
  sign: number,
): void {
  for (const [place, readers] of bases.entries()) {
    let n = 0;
    for (let row = from; row < end; row++) {
      for (const { codes, valid } of readers) {
        if (valid[codes[row] as number] === 1) {
          n++;
          break;
        }
      }
    }
    cell.bases[place] = (cell.bases[place] ?? 0) + sign * n;
  }
}

/** Rows put in order at once: one column of them stays in the processor's cache meanwhile. */
const CHUNK = 2 ** 18;

function chunkOf({ cell, items }: CodedRows, from: number): CodedRows {
  const to = from + CHUNK;
  if (from === 0 && to >= cell.length) return { cell, items };
  return {
    cell: cell.subarray(from, to),
    items: new Map([...items].map(([item, codes]) => [item, codes.subarray(from, to)])),
  };
}

/**
 * Adds rows to the sums, or takes them out again (sign −1, with the codes they were added with).
 * All sums are whole numbers, so adding and taking out leaves nothing behind, in whatever order.
 */
export function accumulate(sums: PairSums, rows: CodedRows, sign: 1 | -1 = 1): void {
  const sizes = new Map(sums.codeBook.map((entry) => [entry.item, entry.size]));
  for (let chunk = 0; chunk < rows.cell.length; chunk += CHUNK) {
    const { rows: sorted, start } = inCellOrder(chunkOf(rows, chunk));
    const readers = sums.columns.map((spec) => columnReader(spec, sums, sorted));
    const baseReaders = sums.bases.map((items) =>
      items.flatMap((item) => {
        const codes = sorted.items.get(item);
        return codes === undefined ? [] : [readerOf(codes, sizes.get(item) ?? 0, () => 0)];
      }),
    );
    const shifts = Float64Array.from(readers, (reader) => reader.shift);
    for (let number = 0; number + 1 < start.length; number++) {
      const first = start[number] as number;
      const end = start[number + 1] as number;
      if (end === first) continue;
      const cell = sums.cells[number] ?? newCell(readers.length, sums.bases.length);
      sums.cells[number] = cell;
      cell.respondents += sign * (end - first);
      addBases(cell, baseReaders, first, end, sign);
      for (let from = first; from < end; from += BLOCK_ROWS) {
        const count = Math.min(BLOCK_ROWS, end - from);
        const { numbers, plane, sum } = kernelBlock(readers.length, count);
        for (const [column, reader] of readers.entries()) {
          const at = 2 * column * plane;
          fillColumn(reader, from, count, numbers, at, at + plane);
        }
        addPairs(cell, sum(), shifts, sign);
      }
    }
  }
}
