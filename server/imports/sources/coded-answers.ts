import { CODE } from "#surveys/code-book.ts";
import type { CompiledQuestionnaire } from "#surveys/compile-questionnaire.ts";
import { ratingReader } from "../normalise/rating.ts";
import { MOST_WORDS, wordNumbers } from "../normalise/word-numbers.ts";
import type { SheetRow } from "../readers/sheet.ts";
import type { ReadWarning } from "../run/import-run.ts";
import type { Table } from "../tables/table.ts";

/** What the coded columns of one row say. */
export type CodedTally = {
  /** Whether anything was answered at all; a refusal is none. */
  answered: boolean;
  /** Answers on scales of five: how many, their sum, the lowest and the highest. */
  fiveCount: number;
  fiveSum: number;
  lowest: number;
  highest: number;
};

export type CodedReader = {
  /** Codes of the row read last, in the order of the code book; the same memory for every row. */
  readonly codes: Uint8Array;
  /** @param warnings gets what could not be read */
  readonly read: (row: SheetRow, warnings: ReadWarning[]) => CodedTally;
};

type CodedColumn = {
  readonly column: number;
  readonly place: number;
  readonly five: boolean;
  readonly read: ReturnType<typeof ratingReader>;
};

/** How a reading is kept: 0 is a word not yet read, codes follow behind the one for words nobody knows. */
const UNREADABLE = 1;
const FIRST = 2;

function codedColumns(
  table: Table,
  compiled: CompiledQuestionnaire,
  labels: Readonly<Record<string, readonly string[]>>,
): readonly CodedColumn[] {
  return compiled.codeBook.flatMap((entry, place): CodedColumn[] => {
    const question = compiled.byCode.get(entry.item);
    const reversed = table.at(`${entry.item}:reversed`);
    const column = reversed >= 0 ? reversed : table.at(entry.item);
    if (!question || column < 0) return [];
    const read = ratingReader(question, entry, {
      extraLabels: labels[entry.item] ?? [],
      reversed: reversed >= 0,
    });
    return [{ column, place, five: question.kind === "rating5", read }];
  });
}

/**
 * Makes the reader of a table's coded columns. What a word was read to is kept by column and by the word's number, the
 * file's where it numbers its words and else one given here: a file is nearly all such cells.
 * @param labels further words for the five answers, by item
 */
export function codedReader(
  table: Table,
  compiled: CompiledQuestionnaire,
  labels: Readonly<Record<string, readonly string[]>>,
): CodedReader {
  const columns = codedColumns(table, compiled, labels);
  const at = Int32Array.from(columns, ({ column }) => column);
  const byFile = new Int16Array(columns.length * MOST_WORDS);
  const byHere = new Int16Array(columns.length * MOST_WORDS);
  const numberOf = wordNumbers();
  // one for all rows: a buffer a row outlives its row by many, and collecting it takes as long as reading all else
  const codes = new Uint8Array(compiled.codeBook.length);
  const readAnew = (nth: number, raw: string): number => {
    const reading = columns[nth]?.read(raw) ?? "unreadable";
    return reading === "unreadable" ? UNREADABLE : reading + FIRST;
  };
  return {
    codes,
    read: ({ cells, words }, warnings) => {
      codes.fill(0);
      const tally = { answered: false, fiveCount: 0, fiveSum: 0, lowest: 6, highest: 0 };
      const kept = words === undefined ? byHere : byFile;
      for (let nth = 0; nth < at.length; nth++) {
        const column = at[nth] as number;
        const raw = cells[column];
        if (raw === undefined || raw.length === 0) continue;
        const word = words === undefined ? numberOf(raw) : (words[column] as number);
        const place = nth * MOST_WORDS + word;
        let reading = word < 0 ? 0 : (kept[place] as number);
        if (reading === 0) {
          reading = readAnew(nth, raw);
          if (word >= 0) kept[place] = reading;
        }
        note(columns[nth] as CodedColumn, reading, codes, tally, warnings);
      }
      return tally;
    },
  };
}

function note(
  { column, place, five }: CodedColumn,
  reading: number,
  codes: Uint8Array,
  tally: CodedTally,
  warnings: ReadWarning[],
): void {
  const code = reading - FIRST;
  if (code === CODE.none) return;
  if (reading === UNREADABLE || code === CODE.invalid) {
    warnings.push({ code: code === CODE.invalid ? "OUT_OF_RANGE" : "VALUE_UNREADABLE", column });
    codes[place] = CODE.invalid;
    return;
  }
  codes[place] = code;
  if (code !== CODE.refused) tally.answered = true;
  if (!five || code > 5) return;
  tally.fiveCount++;
  tally.fiveSum += code;
  if (code < tally.lowest) tally.lowest = code;
  if (code > tally.highest) tally.highest = code;
}
