import { momentsOfRows } from "#analytics/moments-of-rows.ts";
import type { Survey } from "#analytics/survey-row.ts";
import type { Analysis } from "#server/analysis/analysis.ts";
import type { MomentsRequest } from "#server/analysis/selection.ts";
import type { Sources } from "#server/indicators/sources.ts";

/**
 * Sources that know a survey's answers, summed for whatever cut is asked by plain arithmetic. Rows name every grouping column in
 * their groups, strata in theirs. There is no record behind them: only what is made of sums can be asked.
 */
export function answersInMemory(survey: Survey): Sources {
  const moments = async ({ by, columns, bases = [] }: MomentsRequest) => ({
    moments: momentsOfRows(columns, bases, survey, by),
    dataVersion: "in memory",
    asOf: "",
  });
  return { db: undefined, analysis: { moments } as unknown as Analysis } as unknown as Sources;
}
