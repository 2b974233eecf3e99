import { type CodedRows, inCellOrder } from "#analytics/cell-order.ts";
import { MISSING_ANSWERS } from "#analytics/missing-answers.ts";
import type { AnswerCount } from "#analytics/moments.ts";
import { CODE, type CodeBookEntry } from "#surveys/code-book.ts";

/** How often each code was given, by cell number. Cell arrays hold `slots` counts an item, items in the code book's order. */
export type Tally = {
  readonly codeBook: readonly CodeBookEntry[];
  readonly slots: number;
  readonly cells: (Uint32Array | undefined)[];
};

/** Codes that are no scores lie behind the longest scale. */
const ASIDES = 256 - CODE.invalid;

export function emptyTally(codeBook: readonly CodeBookEntry[]): Tally {
  return { codeBook, slots: 1 + Math.max(0, ...codeBook.map(({ size }) => size)) + ASIDES, cells: [] };
}

/** A copy whose list of cells can change; the cells are shared. */
export function copyTally(tally: Tally): Tally {
  return { ...tally, cells: tally.cells.slice() };
}

/** The place of each code among an item's slots. */
function slotsOf({ slots }: Tally): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, code) => (code < CODE.invalid ? code : slots - 256 + code));
}

/** Counts rows in, or out again, in place. */
export function addToTally(tally: Tally, given: CodedRows, sign: 1 | -1): void {
  const { slots, codeBook, cells } = tally;
  const { rows, start } = inCellOrder(given);
  const slotOf = slotsOf(tally);
  const columns = codeBook.map(({ item }) => rows.items.get(item));
  for (let number = 0; number + 1 < start.length; number++) {
    const from = start[number] as number;
    const end = start[number + 1] as number;
    if (from === end) continue;
    const counts = cells[number] ?? new Uint32Array(slots * codeBook.length);
    cells[number] = counts;
    for (const [place, codes] of columns.entries()) {
      if (codes === undefined) continue;
      for (let row = from; row < end; row++) {
        const slot = place * slots + (slotOf[codes[row] as number] as number);
        counts[slot] = (counts[slot] as number) + sign;
      }
    }
  }
}

/** The counts of one cell as rows, items and answers in order; what nobody gave and what was not asked is left out. */
export function answerCountsOf(
  tally: Tally,
  counts: Uint32Array,
  group: AnswerCount["group"],
  items?: ReadonlySet<string>,
): AnswerCount[] {
  const { slots, codeBook } = tally;
  return codeBook.flatMap(({ item, lowest }, place) => {
    if (items && !items.has(item)) return [];
    const own = counts.subarray(place * slots, (place + 1) * slots);
    return [...own].flatMap((n, slot): AnswerCount[] => {
      if (slot === CODE.none || n === 0) return [];
      const aside = MISSING_ANSWERS[slot - slots + 256];
      return [{ group, item, answer: aside ?? slot - 1 + lowest, n }];
    });
  });
}
