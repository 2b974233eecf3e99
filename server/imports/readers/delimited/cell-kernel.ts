import { MOST_WORDS } from "../../normalise/word-numbers.ts";
import { CELL_KERNEL_CODE } from "./cell-kernel-code.ts";

/** Where cell-kernel.wat keeps a record's cells, in 32-bit numbers, and the text, in bytes. */
const CELLS = 256;
const CELL_NUMBERS = 3;
const TEXT = 1_245_184;
/** What the kernel may read behind the text. */
const SPARE = 16;
const PAGE_BYTES = 65_536;

type Kernel = {
  readonly memory: WebAssembly.Memory;
  readonly next: WebAssembly.Global<"i32">;
  readonly cut: (start: number, limit: number, delimiter: number, end: number) => number;
};

/**
 * A record's cells. `words` has a number below `MOST_WORDS` for each, the same where the same word stands in whichever
 * record, and -1 for words that have none: long ones, those seen for the first time, and what comes after 10,000 others.
 */
export type CutCells = { readonly cells: readonly string[]; readonly words: readonly number[] };

export type CellKernel = {
  /** The memory in which the text must lie. */
  readonly text: Buffer;
  /**
   * Cuts the record that begins at `start` of the text.
   * @param limit where the text ends
   * @returns undefined when the record has a quote, more cells than any honest one, or does not end before `limit`
   */
  readonly cut: (start: number, limit: number) => CutCells | undefined;
  /** Where the record after the one cut last begins. */
  readonly next: () => number;
};

/**
 * Room for text without quotes to be cut in, by the kernel of cell-kernel.wat: it looks at sixteen bytes in one
 * instruction and knows the words of a file again without making a text of each.
 * @param size bytes of text there is room for; the text must be UTF-8
 * @param delimiter the byte between cells
 * @param end the byte at the end of a record; a return before a line feed belongs to it
 */
export function cellKernel(size: number, delimiter: number, end: number): CellKernel {
  const code = Uint8Array.from(atob(CELL_KERNEL_CODE), (letter) => letter.charCodeAt(0));
  const { memory, next, cut } = new WebAssembly.Instance(new WebAssembly.Module(code)).exports as Kernel;
  memory.grow(Math.ceil((TEXT + size + SPARE - memory.buffer.byteLength) / PAGE_BYTES));
  const text = Buffer.from(memory.buffer, TEXT, size);
  const found = new Int32Array(memory.buffer);
  const known: (string | undefined)[] = new Array(MOST_WORDS).fill(undefined);
  const textAt = (from: number, length: number, word: number): string => {
    const cell = text.toString("utf8", from, from + length);
    if (word >= 0) known[word] = cell;
    return cell;
  };
  return {
    text,
    next: () => next.value - TEXT,
    cut: (start, limit) => {
      const count = cut(TEXT + start, TEXT + limit, delimiter, end);
      if (count < 0) return undefined;
      const cells = new Array<string>(count);
      const words = new Array<number>(count);
      for (let at = 0, place = CELLS; at < count; at++, place += CELL_NUMBERS) {
        const word = found[place + 2] as number;
        const before = word < 0 ? undefined : known[word];
        words[at] = word;
        cells[at] = before ?? textAt((found[place] as number) - TEXT, found[place + 1] as number, word);
      }
      return { cells, words };
    },
  };
}
