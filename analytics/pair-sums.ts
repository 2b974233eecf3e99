import type { CodeBookEntry } from "#surveys/code-book.ts";
import { type Cell, type ColumnSpec, pairIndex } from "./moments.ts";

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

/** Coded rows: a byte a row and item (see the code book), and the number of each row's cell. */
export type CodedRows = {
  readonly cell: Uint32Array;
  /** Items that are not here count as not asked. */
  readonly items: ReadonlyMap<string, Uint8Array>;
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
type Reader = { readonly codes: Uint8Array; readonly small: Float64Array; readonly valid: Uint8Array };
/** Several readers together are 1 where the least of them is 1: 0 misses a cut, 2 meets the higher cuts as well. */
type ColumnReader = { readonly readers: readonly Reader[]; readonly shift: number };

function readerOf(codes: Uint8Array, size: number, small: (code: number) => number): Reader {
  const reader = { codes, small: new Float64Array(256), valid: new Uint8Array(256) };
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
      return { readers: [read(spec.item, (_, code) => code)], shift: lowest - 1 };
    }
    case "at-least":
      return { readers: [read(spec.item, (answer) => (answer >= spec.from ? 1 : 0))], shift: 0 };
    case "net": {
      const side = (answer: number) => (answer >= spec.promoters ? 2 : answer <= spec.detractors ? 0 : 1);
      return { readers: [read(spec.item, side)], shift: -1 };
    }
    case "joint":
      return {
        readers: Object.entries(spec.cuts).map(([item, cut]) =>
          read(item, (answer) =>
            answer < cut ? 0 : answer < (spec.unless?.[item] ?? Number.POSITIVE_INFINITY) ? 1 : 2,
          ),
        ),
        shift: 0,
      };
  }
}

/**
 * Four sums in one multiplication. With p = x + v·2^low and r = y + v'·2^high (v, v' = 1 when valid, x = y = 0 otherwise),
 * Σ p·r = Σxy + 2^low·Σvy + 2^high·Σxv' + 2^(low+high)·Σvv', and nothing overlaps while a block has few enough rows.
 */
type Packing = { readonly low: number; readonly high: number; readonly block: number };

function packingFor(largest: number): Packing {
  const bits = (value: number) => Math.ceil(Math.log2(value + 1));
  for (let block = 256; block >= 1; block /= 2) {
    const low = bits(largest * largest * block);
    const high = low + bits(largest * block);
    if (low + high + bits(block) <= 53) return { low: 2 ** low, high: 2 ** high, block };
  }
  throw new RangeError(`codes up to ${largest} are too large for the pair sums`);
}

/** Rows in the order of their cells, each cell's together. */
function sortByCell(cell: Uint32Array, cells: number): { order: Uint32Array; start: Uint32Array } {
  const start = new Uint32Array(cells + 1);
  for (const number of cell) start[number + 1] = (start[number + 1] ?? 0) + 1;
  for (let number = 0; number < cells; number++)
    start[number + 1] = (start[number + 1] ?? 0) + (start[number] ?? 0);
  const next = start.slice();
  const order = new Uint32Array(cell.length);
  for (let row = 0; row < cell.length; row++) {
    const number = cell[row] as number;
    order[next[number] as number] = row;
    next[number] = (next[number] as number) + 1;
  }
  return { order, start };
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

/** The block's packed left and right factors of one column. */
function fillColumn(
  parts: readonly Reader[],
  from: number,
  joint: boolean,
  packing: Packing,
  left: Float64Array,
  right: Float64Array,
): void {
  const [first, ...others] = parts;
  if (first === undefined) return;
  const { codes, small, valid } = first;
  const { low, high } = packing;
  for (let r = 0; r < left.length; r++) {
    const code = codes[from + r] as number;
    left[r] = (small[code] as number) + (valid[code] as number) * low;
    right[r] = (small[code] as number) + (valid[code] as number) * high;
  }
  for (const other of others) {
    for (let r = 0; r < left.length; r++) {
      const code = other.codes[from + r] as number;
      const valid = other.valid[code] === 1 && left[r] !== 0 ? 1 : 0;
      const least = valid * Math.min((left[r] as number) - low, other.small[code] as number);
      left[r] = least + valid * low;
      right[r] = least + valid * high;
    }
  }
  if (!joint) return;
  for (let r = 0; r < left.length; r++) {
    if ((left[r] as number) !== low + 2) continue;
    left[r] = low;
    right[r] = high;
  }
}

/** Takes four sums apart and adds them to a cell, shifted back to the columns' own values. */
function addPacked(
  cell: CellSums,
  place: number,
  packed: number,
  packing: Packing,
  a: number,
  b: number,
  sign: number,
) {
  if (packed === 0) return;
  const { low, high } = packing;
  const n = Math.floor(packed / (low * high));
  let rest = packed - n * low * high;
  const x = Math.floor(rest / high);
  rest -= x * high;
  const y = Math.floor(rest / low);
  const xy = rest - y * low;
  cell.n[place] = (cell.n[place] as number) + sign * n;
  cell.sumA[place] = (cell.sumA[place] as number) + sign * (x + a * n);
  cell.sumB[place] = (cell.sumB[place] as number) + sign * (y + b * n);
  cell.sumAB[place] = (cell.sumAB[place] as number) + sign * (xy + b * x + a * y + a * b * n);
}

/** All pair sums of one block; four columns at a time share the loads of the left one. */
function addBlock(
  cell: CellSums,
  shifts: Float64Array,
  count: number,
  packing: Packing,
  left: Float64Array,
  right: Float64Array,
  sign: number,
): void {
  const k = shifts.length;
  const { block } = packing;
  for (let i = 0; i < k; i++) {
    const at = i * block;
    const a = shifts[i] as number;
    let j = i;
    for (; j + 3 < k; j += 4) {
      const [b0, b1, b2, b3] = [j * block, (j + 1) * block, (j + 2) * block, (j + 3) * block];
      let [s0, s1, s2, s3] = [0, 0, 0, 0];
      for (let r = 0; r < count; r++) {
        const p = left[at + r] as number;
        s0 += p * (right[b0 + r] as number);
        s1 += p * (right[b1 + r] as number);
        s2 += p * (right[b2 + r] as number);
        s3 += p * (right[b3 + r] as number);
      }
      const place = pairIndex(i, j, k);
      addPacked(cell, place, s0, packing, a, shifts[j] as number, sign);
      addPacked(cell, place + 1, s1, packing, a, shifts[j + 1] as number, sign);
      addPacked(cell, place + 2, s2, packing, a, shifts[j + 2] as number, sign);
      addPacked(cell, place + 3, s3, packing, a, shifts[j + 3] as number, sign);
    }
    for (; j < k; j++) {
      let sum = 0;
      for (let r = 0; r < count; r++) sum += (left[at + r] as number) * (right[j * block + r] as number);
      addPacked(cell, pairIndex(i, j, k), sum, packing, a, shifts[j] as number, sign);
    }
  }
}

/** Counts, for each base, the block's rows with a valid answer to any of its items. */
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

/** Rows sorted at once: one column of them stays in the processor's cache while it is put in order. */
const CHUNK = 2 ** 18;

/** A part of the rows with each cell's together, column by column. */
function sortChunk(rows: CodedRows, from: number): { rows: CodedRows; start: Uint32Array } {
  const cell = rows.cell.subarray(from, from + CHUNK);
  const cells = cell.reduce((most, number) => Math.max(most, number + 1), 0);
  const { order, start } = sortByCell(cell, cells);
  const items = new Map(
    [...rows.items].map(([item, codes]) => {
      const sorted = new Uint8Array(order.length);
      for (let at = 0; at < order.length; at++) sorted[at] = codes[from + (order[at] as number)] as number;
      return [item, sorted];
    }),
  );
  return { rows: { cell, items }, start };
}

/**
 * Adds rows to the sums, or takes them out again (sign −1, with the codes they were added with).
 * All sums are whole numbers, so adding and taking out leaves nothing behind, in whatever order.
 */
export function accumulate(sums: PairSums, rows: CodedRows, sign: 1 | -1 = 1): void {
  const sizes = new Map(sums.codeBook.map((entry) => [entry.item, entry.size]));
  for (let chunk = 0; chunk < rows.cell.length; chunk += CHUNK) {
    const { rows: sorted, start } = sortChunk(rows, chunk);
    const readers = sums.columns.map((spec) => columnReader(spec, sums, sorted));
    const baseReaders = sums.bases.map((items) =>
      items.flatMap((item) => {
        const codes = sorted.items.get(item);
        return codes === undefined ? [] : [readerOf(codes, sizes.get(item) ?? 0, () => 0)];
      }),
    );
    const shifts = Float64Array.from(readers, (reader) => reader.shift);
    const largest = readers.flatMap(({ readers: parts }) => parts.map(({ small }) => Math.max(...small)));
    const packing = packingFor(Math.max(2, ...largest));
    const left = new Float64Array(readers.length * packing.block);
    const right = new Float64Array(readers.length * packing.block);
    for (let number = 0; number + 1 < start.length; number++) {
      const end = start[number + 1] as number;
      const first = start[number] as number;
      if (end === first) continue;
      const cell = sums.cells[number] ?? newCell(readers.length, sums.bases.length);
      sums.cells[number] = cell;
      cell.respondents += sign * (end - first);
      addBases(cell, baseReaders, first, end, sign);
      for (let from = first; from < end; from += packing.block) {
        const count = Math.min(packing.block, end - from);
        for (const [column, { readers: parts }] of readers.entries()) {
          const at = column * packing.block;
          const [own, other] = [left.subarray(at, at + count), right.subarray(at, at + count)];
          fillColumn(parts, from, sums.columns[column]?.kind === "joint", packing, own, other);
        }
        addBlock(cell, shifts, count, packing, left, right, sign);
      }
    }
  }
}
