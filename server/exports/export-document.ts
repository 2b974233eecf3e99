import type { ExportColumn, Value } from "./table.ts";

/** A table as it stands on a screen, and the same numbers one a row for whoever computes with them. */
export type ExportDocument = {
  /** File name without its ending. */
  readonly name: string;
  readonly title: string;
  /** As it is seen: words where a number is not shown. */
  readonly layout: { readonly columns: readonly string[]; readonly rows: readonly (readonly Value[])[] };
  /** One number a row, typed, unrounded. */
  readonly long: {
    readonly columns: readonly ExportColumn[];
    readonly rows: readonly (readonly Value[])[];
  };
  /** How the numbers came about, as pairs of a word and what it is. */
  readonly passport: readonly (readonly [string, string])[];
  /** Names of the sheets. */
  readonly sheets: { readonly layout: string; readonly long: string; readonly passport: string };
};
