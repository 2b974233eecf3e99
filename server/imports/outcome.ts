/** What became of a row: exactly one for every row of a file. */
export const DISPOSITIONS = [
  "accept",
  "update",
  "duplicate",
  "history",
  "excluded",
  "quality_excluded",
  "quarantine",
  "reject",
  "skip",
] as const;
export type Disposition = (typeof DISPOSITIONS)[number];
export type Counts = Readonly<Record<Disposition, number>>;

/** A row that was not a plain acceptance, as reports and contracts have it. */
export type RowOutcome = {
  readonly sheet: string;
  readonly row: number;
  readonly column: string;
  readonly disposition: Exclude<Disposition, "accept">;
  readonly code: string;
  readonly message: string;
  /** The cell that is at fault; masked where its column is personal. */
  readonly value: string;
};

/** Something the reader of an accepted row should know. */
export type RowWarning = {
  readonly sheet: string;
  readonly row: number;
  readonly column: string;
  readonly code: string;
  readonly message: string;
  readonly value: string;
};

/** A verdict on a row while it is read; `column` counts from 0. */
export type Verdict = {
  readonly disposition: Exclude<Disposition, "accept">;
  readonly code: string;
  readonly column?: number;
};

export function noCounts(): Record<Disposition, number> {
  return {
    accept: 0,
    update: 0,
    duplicate: 0,
    history: 0,
    excluded: 0,
    quality_excluded: 0,
    quarantine: 0,
    reject: 0,
    skip: 0,
  };
}
