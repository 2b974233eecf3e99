import type { SurveyRow } from "#analytics/survey-row.ts";

/** Respondents of a file, column by column; every list has an entry a respondent. */
export type Respondents = {
  readonly count: number;
  /** Key of the sampling stratum. */
  readonly stratum: readonly string[];
  /** By grouping column. */
  readonly group: ReadonlyMap<string, readonly string[]>;
  /** By item the answer on its scale; NaN where there is no score. */
  readonly answers: ReadonlyMap<string, Float64Array>;
  /** Sampling unit above the respondent, where the file has them. */
  readonly unit: readonly string[] | undefined;
  /** The respondent's own weight, where the file has them. */
  readonly weight: Float64Array | undefined;
};

/** The group of a respondent under some columns. */
export function groupAt(
  { group }: Respondents,
  row: number,
  columns: Iterable<string>,
): Record<string, string> {
  return Object.fromEntries(Array.from(columns, (column) => [column, group.get(column)?.[row] ?? ""]));
}

/** Respondents one by one, for arithmetic over rows. */
export function surveyRows(respondents: Respondents): readonly SurveyRow[] {
  const { count, stratum, group, answers, unit, weight } = respondents;
  return Array.from({ length: count }, (_, row): SurveyRow => {
    const given = [...answers].flatMap(([item, values]) => {
      const answer = values[row] ?? Number.NaN;
      return Number.isNaN(answer) ? [] : [[item, answer] as const];
    });
    return {
      stratum: stratum[row] ?? "",
      group: groupAt(respondents, row, group.keys()),
      answers: Object.fromEntries(given),
      ...(unit ? { unit: unit[row] ?? "" } : {}),
      ...(weight ? { weight: weight[row] ?? Number.NaN } : {}),
    };
  });
}
