import type { ColumnSpec, Moments } from "#analytics/moments.ts";

/** Grouping columns that hold for a whole stratum: the cubes have them. `region` is the one of the wave's cut-off day. */
export const STRATUM_CUTS = ["wave", "region", "region_current", "project", "phase"] as const;
type StratumCut = (typeof STRATUM_CUTS)[number];

/** Grouping columns that divide strata, with their column in the responses: these are reduced when asked for. */
export const RESPONSE_CUTS = ["mode", "product_type", "batch"] as const;
export type ResponseCut = (typeof RESPONSE_CUTS)[number];

/** The calendar month of submission (YYYY-MM, Asia/Shanghai): divides strata in time. Months add up to any window. */
export const TIME_CUT = "month";

export type Cut = StratumCut | ResponseCut | typeof TIME_CUT;

/** Whose answers, in which groups. Ids are those of the record; groups name them as text. */
export type Selection = {
  /** Questionnaire id, e.g. "annual"; its versions are read as one. */
  readonly questionnaire: string;
  readonly waveIds: readonly number[];
  /** Every project when left out. */
  readonly projectIds?: readonly number[];
  /** Every phase when left out. */
  readonly phases?: readonly string[];
  readonly by: readonly Cut[];
  readonly filters?: ResponseFilters;
};

/** Restricts the respondents within the strata; the strata keep their size, as a domain does. */
type ResponseFilters = {
  readonly [Column in ResponseCut]?: readonly string[];
} & {
  /** First and last calendar day of submission (ISO), both included. */
  readonly from?: string;
  readonly to?: string;
};

export type MomentsRequest = Selection & {
  readonly columns: readonly ColumnSpec[];
  readonly bases?: Moments["bases"];
};

export type AnswersRequest = Selection & {
  /** Every coded item when left out. */
  readonly items?: readonly string[];
};

/** A result with the state of the data it came from. */
export type Dated<T> = T & { readonly dataVersion: string; readonly asOf: string };

/** Whether the resident cubes can answer. */
export function isCubeCut({ by, filters }: Selection): boolean {
  const divides = by.some((cut) => cut === TIME_CUT || (RESPONSE_CUTS as readonly string[]).includes(cut));
  return !divides && Object.values(filters ?? {}).every((filter) => filter === undefined);
}
