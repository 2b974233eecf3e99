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

/** Fills the column cell_id of a batch of responses. */
export function numberCells(book: CellBook, batch: Batch): void {
  const [waves, projects, regions, cells] = ["wave_id", "project_id", "region_id", "cell_id"].map((name) =>
    numbersOf(batch, name),
  ) as [Int32Array, Int32Array, Int32Array, Int32Array];
  const phases = bytesOf(batch, "phase");
  const phaseAt = wordsOf(batch, "phase");
  for (let row = 0; row < batch.count; row++) {
    const same =
      row > 0 &&
      waves[row] === waves[row - 1] &&
      projects[row] === projects[row - 1] &&
      regions[row] === regions[row - 1] &&
      phases[row] === phases[row - 1];
    const region = regions[row] as number;
    cells[row] = same
      ? (cells[row - 1] as number)
      : cellNumber(book, {
          waveId: waves[row] as number,
          projectId: projects[row] as number,
          regionId: region === NO_NUMBER ? null : region,
          phase: phaseAt(row),
        });
  }
}
