import { type Batch, bytesOf, NO_NUMBER, numbersOf, wordsOf } from "./columns.ts";

/** What makes a cell: one stratum of one wave. `regionId` is the frame's; null when it does not say. */
export type CellKey = {
  readonly waveId: number;
  readonly projectId: number;
  readonly regionId: number | null;
  readonly phase: string;
};

/** The numbers of the cells. They are given while loading, so they mean nothing outside one analysis. */
export type CellBook = {
  /** By cell number. */
  readonly keys: CellKey[];
  readonly numbers: Map<string, number>;
};

export function emptyCellBook(): CellBook {
  return { keys: [], numbers: new Map() };
}

/** A copy that can grow without the first one knowing. */
export function copyCellBook({ keys, numbers }: CellBook): CellBook {
  return { keys: [...keys], numbers: new Map(numbers) };
}

/** Number of a cell, given now when it is new. */
export function cellNumber(book: CellBook, key: CellKey): number {
  const text = `${key.waveId}/${key.projectId}/${key.regionId}/${key.phase}`;
  let number = book.numbers.get(text);
  if (number === undefined) {
    number = book.keys.length;
    book.keys.push(key);
    book.numbers.set(text, number);
  }
  return number;
}

/** Cells met last, a power of two: looked up by their numbers, for making a key's text costs ten times as much. */
const RECENT = 4_096;

/** Fills the column cell_id of batches of responses. */
export function cellNumbering(book: CellBook): (batch: Batch) => void {
  const recent = new Int32Array(5 * RECENT).fill(NO_NUMBER);
  return (batch) => {
    const [waves, projects, regions, cells] = ["wave_id", "project_id", "region_id", "cell_id"].map((name) =>
      numbersOf(batch, name),
    ) as [Int32Array, Int32Array, Int32Array, Int32Array];
    const phases = bytesOf(batch, "phase");
    const phaseAt = wordsOf(batch, "phase");
    for (let row = 0; row < batch.count; row++) {
      const key = [waves[row], projects[row], regions[row], phases[row]] as [number, number, number, number];
      const [wave, project, region, phase] = key;
      const place = 5 * (((wave * 31 + project) * 31 + region * 7 + phase) & (RECENT - 1));
      const known =
        recent[place] === wave &&
        recent[place + 1] === project &&
        recent[place + 2] === region &&
        recent[place + 3] === phase;
      if (!known) {
        recent.set(key, place);
        recent[place + 4] = cellNumber(book, {
          waveId: wave,
          projectId: project,
          regionId: region === NO_NUMBER ? null : region,
          phase: phaseAt(row),
        });
      }
      cells[row] = recent[place + 4] as number;
    }
  };
}
