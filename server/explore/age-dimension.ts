import { AppError } from "#server/app-error.ts";
import { ageDimension } from "#surveys/age-dimension.ts";
import type { AgeCut } from "#surveys/tenure.ts";
import type { CrosstabQuery } from "./crosstab-query.ts";

/**
 * A question as a wave can answer it. What divides gives way to what the wave tells owners by; a filter by the other has no answer:
 * without it the numbers would be others than those that were asked for.
 * @throws AppError `invalid` with `untold`, the filter that the wave does not know
 */
export function askedOfWave(query: CrosstabQuery, ageBy: AgeCut): CrosstabQuery {
  const untold: AgeCut = ageBy === "batch" ? "tenure" : "batch";
  if (query[untold] !== undefined)
    throw new AppError(
      "invalid",
      untold === "batch"
        ? "This wave tells owners by years since handover, not by handover batch: take the filter by batch out."
        : "This wave tells owners by handover batch, not by years since handover: take that filter out.",
      { untold },
    );
  return {
    ...query,
    rows: ageDimension(query.rows, ageBy),
    columns: query.columns && ageDimension(query.columns, ageBy),
  };
}
