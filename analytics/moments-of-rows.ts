import { type Cell, type ColumnSpec, type Moments, pairIndex, type RecordSums } from "./moments.ts";
import type { Survey, SurveyRecord, SurveyRow } from "./survey-row.ts";

/** Value of a column for one respondent; undefined when missing. */
export function columnValue(spec: ColumnSpec, answers: SurveyRow["answers"]): number | undefined {
  if (spec.kind === "joint") {
    const cuts = Object.entries(spec.cuts);
    if (cuts.some(([item]) => answers[item] === undefined)) return undefined;
    const meets = (limits: readonly (readonly [string, number])[]) =>
      limits.every(([item, cut]) => (answers[item] ?? 0) >= cut);
    return meets(cuts) && !(spec.unless && meets(Object.entries(spec.unless))) ? 1 : 0;
  }
  const answer = answers[spec.item];
  if (answer === undefined) return undefined;
  switch (spec.kind) {
    case "answer":
      return answer;
    case "at-least":
      return answer >= spec.from ? 1 : 0;
    case "net":
      return answer >= spec.promoters ? 1 : answer <= spec.detractors ? -1 : 0;
  }
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

function emptyCell(stratum: string, group: Cell["group"], columns: number, bases: number): Mutable<Cell> {
  const pairs = () => new Float64Array((columns * (columns + 1)) / 2);
  return {
    stratum,
    group,
    respondents: 0,
    n: pairs(),
    sumA: pairs(),
    sumB: pairs(),
    sumAB: pairs(),
    bases: new Float64Array(bases),
  };
}

/** Sums of operational records, one row a source and group they stand in. */
function sumsOfRecords(records: readonly SurveyRecord[]): readonly RecordSums[] {
  const groups = Map.groupBy(records, ({ source, group }) =>
    JSON.stringify([source, Object.entries(group).toSorted(([a], [b]) => (a < b ? -1 : 1))]),
  );
  return [...groups.values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const sum = (of: (record: SurveyRecord) => number) =>
      own.reduce((total, record) => total + of(record), 0);
    return {
      source: first.source,
      group: first.group,
      records: own.length,
      above: sum(({ above }) => above),
      below: sum(({ below }) => below),
      aboveSquared: sum(({ above }) => above * above),
      cross: sum(({ above, below }) => above * below),
      belowSquared: sum(({ below }) => below * below),
    };
  });
}

/**
 * Sufficient statistics of raw rows, one cell for each stratum and combination of the cuts.
 * Any numbers are taken as they are; for coded columns and many rows there is `accumulate` of pair-sums.
 * @param cuts grouping columns to keep; the rows' group must have them
 */
export function momentsOfRows(
  columns: readonly ColumnSpec[],
  bases: readonly (readonly string[])[],
  survey: Survey,
  cuts: readonly string[],
): Moments {
  const k = columns.length;
  const cells = new Map<string, Mutable<Cell>>();
  for (const row of survey.rows) {
    const group = Object.fromEntries(cuts.map((cut) => [cut, row.group[cut] ?? ""]));
    const key = JSON.stringify([row.stratum, group]);
    const cell = cells.get(key) ?? emptyCell(row.stratum, group, k, bases.length);
    cells.set(key, cell);
    cell.respondents++;
    const values = columns.map((spec) => columnValue(spec, row.answers));
    for (const [i, a] of values.entries()) {
      if (a === undefined) continue;
      for (let j = i; j < k; j++) {
        const b = values[j];
        if (b === undefined) continue;
        const place = pairIndex(i, j, k);
        cell.n[place] = (cell.n[place] ?? 0) + 1;
        cell.sumA[place] = (cell.sumA[place] ?? 0) + a;
        cell.sumB[place] = (cell.sumB[place] ?? 0) + b;
        cell.sumAB[place] = (cell.sumAB[place] ?? 0) + a * b;
      }
    }
    for (const [place, items] of bases.entries()) {
      if (items.some((item) => row.answers[item] !== undefined))
        cell.bases[place] = (cell.bases[place] ?? 0) + 1;
    }
  }
  const records = survey.records && sumsOfRecords(survey.records);
  return { columns, bases, strata: survey.strata, cells: [...cells.values()], ...(records && { records }) };
}
