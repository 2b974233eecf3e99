/**
 * What becomes of a column's values. keep: stored · vault: identity store only · hash: a keyed hash only ·
 * drop: personal and never stored · unmapped: no part of the data model.
 */
export type Handling = "keep" | "vault" | "hash" | "drop" | "unmapped";

/** A field of a source and the headers under which files carry it; the source's data file lists them. */
export type ColumnSpec = {
  readonly field: string;
  readonly headers: readonly string[];
  readonly handling: Handling;
  /** Filled only in the first row of a block, or merged over it. */
  readonly fillDown?: boolean;
  /** Several columns may carry it, e.g. two phone columns of one name. */
  readonly many?: boolean;
};

/** A remembered or hand-made mapping: header of the file → field of the source, or "" to leave the column out. */
export type HeaderMapping = Readonly<Record<string, string>>;

export type TableColumn = {
  readonly index: number;
  /** Header as the file has it; group and field joined by " / ". */
  readonly header: string;
  readonly handling: Handling;
  readonly field?: string;
};
