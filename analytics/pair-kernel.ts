import { PAIR_KERNEL_CODE } from "./pair-kernel-code.ts";

/** Rows of a full block: enough for a cell of a large buffer, few enough that its planes stay near the processor. */
export const BLOCK_ROWS = 256;

/** Rows the kernel reads at once: a plane is zero up to the next multiple. */
const STEP = 8;
/** Numbers of a pair: rows with both, the sum of each over them, the sum of the products. */
export const PAIR_NUMBERS = 4;
const PAGE_BYTES = 65_536;

/** The memory of one block while it is filled and summed; the same memory every time. */
export type KernelBlock = {
  /** Column c: its values (0 where not valid) from 2·c·plane on, its validity (1, 0) from (2·c + 1)·plane on. */
  readonly numbers: Int16Array;
  readonly plane: number;
  /** Sums all pairs i ≤ j, in the order of `pairIndex`. @returns four numbers a pair, overwritten by the next block */
  readonly sum: () => Int32Array;
};

type Kernel = {
  readonly memory: WebAssembly.Memory;
  readonly pairs: (columns: number, plane: number, out: number) => void;
};

let running: Kernel | undefined;

/** Made when first wanted: a program that only evaluates never needs it. */
function kernel(): Kernel {
  if (running === undefined) {
    const code = Uint8Array.from(atob(PAIR_KERNEL_CODE), (letter) => letter.charCodeAt(0));
    running = new WebAssembly.Instance(new WebAssembly.Module(code)).exports as Kernel;
  }
  return running;
}

/**
 * Room for a block of some rows and columns in the kernel of pair-kernel.wat: eight rows in one instruction, which the
 * language itself cannot say. Values are whole numbers of at most 8 bits, so that no sum leaves 32.
 * @param rows 1 … BLOCK_ROWS
 */
export function kernelBlock(columns: number, rows: number): KernelBlock {
  const { memory, pairs } = kernel();
  const plane = STEP * Math.ceil(rows / STEP);
  const out = 4 * columns * plane;
  const count = (PAIR_NUMBERS * columns * (columns + 1)) / 2;
  const missing = out + 4 * count - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
  const numbers = new Int16Array(memory.buffer, 0, 2 * columns * plane);
  if (rows < plane) {
    for (let end = plane; end <= numbers.length; end += plane) numbers.fill(0, end - plane + rows, end);
  }
  return {
    numbers,
    plane,
    sum() {
      pairs(columns, 2 * plane, out);
      return new Int32Array(memory.buffer, out, count);
    },
  };
}
