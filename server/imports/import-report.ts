import type { Counts, RowOutcome, RowWarning } from "./outcome.ts";
import type { FileNote, SourceName } from "./run/import-run.ts";
import type { Handling } from "./tables/column-spec.ts";

export type SheetReport = {
  readonly name: string;
  /** Whether rows of it were read; otherwise `code` says why not. */
  readonly imported: boolean;
  readonly code?: string;
  readonly message?: string;
  readonly headerRows?: readonly number[];
  /** Its columns in order, with the field each was taken for. */
  readonly columns?: readonly {
    readonly header: string;
    readonly handling: Handling;
    readonly field?: string;
  }[];
};

/** A column whose values were not stored, because they are personal (`drop`) or no part of the data model. */
export type LeftColumn = {
  readonly sheet: string;
  readonly column: string;
  readonly index: number;
  readonly header: string;
};

/** What an import did, or would do; contracts §1. */
export type ImportReport = {
  /** Number of the import; of the earlier one when a file came again and changed nothing; null for a dry run. */
  readonly import: number | null;
  readonly source: SourceName;
  readonly file: string;
  readonly dry_run: boolean;
  readonly same_file_as?: number;
  readonly rows: number;
  readonly counts: Counts;
  readonly rows_not_accepted: readonly RowOutcome[];
  readonly warnings: readonly RowWarning[];
  readonly dropped_columns: readonly LeftColumn[];
  readonly unmapped_columns: readonly LeftColumn[];
  readonly sheets: readonly SheetReport[];
  readonly notes: readonly FileNote[];
};
