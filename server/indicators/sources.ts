import type { Analysis } from "#server/analysis/analysis.ts";
import type { Database } from "#server/database/connection.ts";

/** Where numbers come from: the record and its analysis. */
export type Sources = {
  readonly db: Database;
  readonly analysis: Analysis;
  /** Milliseconds for which a state of the data is shown although a newer one is there; 0 when left out. */
  readonly steadyFor?: number;
};
