import type { Stratum } from "./moments.ts";

/** One respondent as raw data: what files and tests hold; the server keeps coded columns instead. */
export type SurveyRow = {
  /** Key of the sampling stratum. */
  readonly stratum: string;
  /** Values of the grouping columns, e.g. { region, project, phase, mode }. */
  readonly group: Readonly<Record<string, string>>;
  /** Item → answer on its scale; an item without a valid answer is absent or undefined. */
  readonly answers: Readonly<Record<string, number | undefined>>;
  /** Primary sampling unit when it is not the respondent, e.g. the building. */
  readonly unit?: string;
  /** The respondent's own weight when it is not the stratum's N/n. */
  readonly weight?: number;
};

/** One operational record: a case, or an owner; see `RecordSums`. */
export type SurveyRecord = {
  readonly source: string;
  readonly group: Readonly<Record<string, string>>;
  readonly above: number;
  readonly below: number;
};

/** Rows, what is known of the strata they were drawn from, and operational records beside them. */
export type Survey = {
  readonly strata: readonly Stratum[];
  readonly rows: readonly SurveyRow[];
  readonly records?: readonly SurveyRecord[];
};
