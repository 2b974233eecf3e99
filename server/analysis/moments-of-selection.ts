import type { AnswerCount, Cell, Moments } from "#analytics/moments.ts";
import type { CellSums, PairSums } from "#analytics/pair-sums.ts";
import { byWords } from "./cell-order.ts";
import type { Reduction } from "./reduce-responses.ts";
import type { Resident } from "./resident.ts";
import { RESPONSE_CUTS, type Selection, TIME_CUT } from "./selection.ts";
import { type StratumRow, selectedRows, stratumKey, stratumOf } from "./strata.ts";
import { answerCountsOf, type Tally } from "./tally.ts";

type Part = {
  readonly row: StratumRow;
  readonly number: number;
  readonly group: Readonly<Record<string, string>>;
};

const inStratum = byWords([...RESPONSE_CUTS, TIME_CUT]);

/** The parts a selection sums, each with its stratum and in the order of strata: cells themselves, or what a reduction divided them into. */
function partsOf(rows: readonly StratumRow[], reduction: Reduction | undefined): readonly Part[] {
  if (reduction === undefined) {
    return rows.flatMap((row) => row.cells.map((number) => ({ row, number, group: row.group })));
  }
  const rowOf = new Map(rows.flatMap((row) => row.cells.map((cell) => [cell, row])));
  const placeOf = new Map(rows.map((row, place) => [row, place]));
  const place = ({ row }: Part) => placeOf.get(row) ?? 0;
  return reduction.parts
    .flatMap(({ cell, values }, number): Part[] => {
      const row = rowOf.get(cell);
      return row === undefined ? [] : [{ row, number, group: { ...row.group, ...values } }];
    })
    .toSorted((a, b) => place(a) - place(b) || inStratum(a, b));
}

function cellOf(stratum: string, group: Cell["group"], sums: CellSums): Cell {
  return { stratum, group, ...sums };
}

function respondentsOf(row: StratumRow, whole: PairSums): number {
  return row.cells.reduce((sum, cell) => sum + (whole.cells[cell]?.respondents ?? 0), 0);
}

/**
 * Sums of a selection in the shape `evaluate` reads. Cells carry every stratum cut in their group, whatever was asked,
 * and their arrays are those of the resident cube: read, never write.
 * @param whole sums over all counted respondents, for the size of the strata
 * @param reduction in place of `whole`'s cells when the cut divides them
 */
export function momentsOfSelection(
  resident: Resident,
  selection: Selection,
  today: string,
  whole: PairSums,
  reduction?: Reduction,
): Moments {
  const rows = selectedRows(resident, selection, today);
  const sums = reduction?.sums ?? whole;
  const cells = partsOf(rows, reduction).flatMap(({ row, number, group }) => {
    const own = sums.cells[number];
    return own === undefined || own.respondents === 0 ? [] : [cellOf(stratumKey(row), group, own)];
  });
  const strata = rows
    .map((row) => stratumOf(row, respondentsOf(row, whole)))
    .filter(({ population, respondents }) => respondents > 0 || population !== undefined);
  return { columns: sums.columns, bases: sums.bases, strata, cells };
}

/** Distribution of the answers of a selection, one row a group, item and answer, in a total order. */
export function answersOfSelection(
  resident: Resident,
  selection: Selection,
  today: string,
  whole: Tally,
  items: ReadonlySet<string> | undefined,
  reduction?: Reduction,
): readonly AnswerCount[] {
  const tally = reduction?.tally ?? whole;
  const groups = new Map<string, { readonly group: AnswerCount["group"]; readonly counts: Uint32Array }>();
  for (const { number, group } of partsOf(selectedRows(resident, selection, today), reduction)) {
    const counts = tally.cells[number];
    if (counts === undefined) continue;
    const own = Object.fromEntries(selection.by.map((cut) => [cut, group[cut] ?? ""]));
    const key = JSON.stringify(own);
    const sum = groups.get(key)?.counts ?? new Uint32Array(counts.length);
    for (let place = 0; place < counts.length; place++) {
      sum[place] = (sum[place] as number) + (counts[place] as number);
    }
    groups.set(key, { group: own, counts: sum });
  }
  return [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, { group, counts }]) => answerCountsOf(tally, counts, group, items));
}
