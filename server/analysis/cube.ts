import type { ColumnSpec } from "#analytics/moments.ts";
import { baseName, columnName } from "#analytics/moments.ts";
import { accumulate, type CellSums, type PairSums, pairSums } from "#analytics/pair-sums.ts";
import { type Batch, bytesOf, numbersOf } from "./columns.ts";
import { itemsOf, type ResponseRelation } from "./response-relation.ts";
import { rowBuffer } from "./row-buffer.ts";
import { addToTally, copyTally, emptyTally, type Tally } from "./tally.ts";

/** Pair sums of a set of columns over the counted responses of one questionnaire, by cell number. Never changed once seen. */
export type Cube = { readonly sums: PairSums };

/** What is resident of one questionnaire: the answers' distribution, and cubes; the first has every item's answer. */
export type QuestionnaireCubes = { readonly tally: Tally; readonly cubes: readonly Cube[] };

/** The item answers of a relation as columns. */
export function answerColumns(relation: ResponseRelation): readonly ColumnSpec[] {
  return relation.codeBook.map(({ item }) => ({ kind: "answer", item }));
}

export function emptyCubes(
  relation: ResponseRelation,
  shapes: readonly Pick<PairSums, "columns" | "bases">[],
): QuestionnaireCubes {
  return {
    tally: emptyTally(relation.codeBook),
    cubes: shapes.map(({ columns, bases }) => ({ sums: pairSums(columns, bases, relation.codeBook) })),
  };
}

/** Whether a cube has everything that is asked of it. */
export function covers(
  { sums }: Cube,
  columns: readonly ColumnSpec[],
  bases: readonly (readonly string[])[],
): boolean {
  const known = new Set(sums.columns.map(columnName));
  const knownBases = new Set(sums.bases.map(baseName));
  return (
    columns.every((column) => known.has(columnName(column))) &&
    bases.every((items) => knownBases.has(baseName(items)))
  );
}

function copyCell(cell: CellSums): CellSums {
  return {
    respondents: cell.respondents,
    n: cell.n.slice(),
    sumA: cell.sumA.slice(),
    sumB: cell.sumB.slice(),
    sumAB: cell.sumAB.slice(),
    bases: cell.bases.slice(),
  };
}

/** Cubes in the making: cells are copied before they are first written, so that readers keep what they hold. */
export type CubeDraft = {
  /** Rows are added (1) or taken out (−1); those that do not count are passed over. */
  readonly apply: (batch: Batch, sign: 1 | -1) => void;
  /** The cubes with everything that was applied. */
  readonly finish: () => QuestionnaireCubes;
};

export function draftOf(relation: ResponseRelation, before: QuestionnaireCubes): CubeDraft {
  const tally = copyTally(before.tally);
  const cubes = before.cubes.map(({ sums }) => ({ sums: { ...sums, cells: sums.cells.slice() } }));
  const own = new Set<number>();
  const copyOnce = (cell: number) => {
    if (own.has(cell)) return;
    own.add(cell);
    for (const { sums } of cubes) {
      const known = sums.cells[cell];
      if (known !== undefined) sums.cells[cell] = copyCell(known);
    }
    tally.cells[cell] = tally.cells[cell]?.slice();
  };
  let sign: 1 | -1 = 1;
  const buffer = rowBuffer(
    relation.codeBook.map(({ item }) => item),
    (rows) => {
      for (const cell of new Set(rows.cell)) copyOnce(cell);
      for (const { sums } of cubes) accumulate(sums, rows, sign);
      addToTally(tally, rows, sign);
    },
  );
  return {
    apply(batch, given) {
      if (given !== sign) buffer.flush();
      sign = given;
      buffer.add(countedOnly(batch, relation));
    },
    finish() {
      buffer.flush();
      return { tally, cubes };
    },
  };
}

/** Coded rows of a batch that count in the sums. */
function countedOnly(
  batch: Batch,
  relation: ResponseRelation,
): { cell: Uint32Array; items: ReadonlyMap<string, Uint8Array> } {
  const counted = bytesOf(batch, "counted").subarray(0, batch.count);
  const cell = Uint32Array.from(numbersOf(batch, "cell_id").subarray(0, batch.count));
  const items = itemsOf(batch, relation.codeBook);
  if (!counted.includes(0)) return { cell, items };
  const keep = (_: number, row: number) => counted[row] === 1;
  return {
    cell: cell.filter(keep),
    items: new Map([...items].map(([item, codes]) => [item, codes.filter(keep)])),
  };
}
