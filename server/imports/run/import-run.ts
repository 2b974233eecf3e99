import type { PoolClient } from "pg";
import type { CalendarDate } from "#surveys/calendar-date.ts";
import type { CopyValue } from "../../database/copy-binary.ts";
import type { IdentitySeal } from "../../vault/identity-seal.ts";
import type { Verdict } from "../outcome.ts";
import type { Sheet, SheetRow } from "../readers/sheet.ts";
import type { HeaderMapping } from "../tables/column-spec.ts";
import type { Table } from "../tables/table.ts";
import type { TableShape } from "../tables/walk-tables.ts";

/** What a source is given: the transaction it works in and what was asked. */
export type ImportRun = {
  readonly client: PoolClient;
  /** Number under which changes are noted. */
  readonly importId: number;
  readonly fileName: string;
  /** Today, for dates that cannot lie in the future. */
  readonly asOf: CalendarDate;
  /** Year of the survey wave, when it was named. */
  readonly waveYear: number | undefined;
  readonly mapping: HeaderMapping;
  readonly seal: IdentitySeal;
};

/** A remark on an accepted row; `column` counts from 0. */
export type ReadWarning = { readonly code: string; readonly column?: number };

/** What reading one row gives: a verdict, or values for the staging table. */
export type ReadRow = {
  readonly verdict?: Verdict;
  /** Good until the next row is read: lists of bytes among them are used again. */
  readonly values?: readonly CopyValue[];
  readonly warnings?: readonly ReadWarning[];
};

export type RowReader = (row: SheetRow) => ReadRow;

/** Something to know about a file or a table as a whole. */
export type FileNote = { readonly code: string; readonly subject: string; readonly message: string };

export type Settlement = {
  /** Remarks that only the record could tell, by the row's number in staging. */
  readonly warnings?: readonly { readonly ordinal: number; readonly code: string; readonly field: string }[];
  readonly notes?: readonly FileNote[];
  readonly waveId?: number;
};

/** A source at work on one file. */
export type SourceAtWork = {
  readonly shape: TableShape;
  /** Columns of the staging table after the common ones: name and type. */
  readonly columns: readonly (readonly [name: string, type: string])[];
  readonly reader: (table: Table, sheet: Sheet) => RowReader;
  /**
   * Gives staged rows without one their disposition and writes the accepted ones to the record. A staged row has `ordinal`,
   * `sheet`, `row`, and gets `disposition`, `reason`, `field`; a row left without disposition counts as accepted.
   */
  readonly settle: () => Promise<Settlement>;
};

export type SourceName = "org" | "ledger" | "signings" | "responses" | "repairs" | "complaints";

/** A kind of file that can be imported. */
export type Source = {
  readonly name: SourceName;
  readonly zh: string;
  readonly en: string;
  readonly open: (run: ImportRun) => Promise<SourceAtWork>;
};
