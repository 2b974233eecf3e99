import type { ExportColumn, Value } from "./table.ts";

/** What a cell looks like on the screen beside its number; left out where it looks like any other. */
export type CellFace = {
  /** Colour of the fill, six hex digits without a sign. */
  readonly fill?: string | undefined;
  /** An edge that repeats the fill's direction. */
  readonly edge?: "above" | "below" | undefined;
  /** Few answers, to be read with care. */
  readonly hatched?: boolean | undefined;
  readonly bold?: boolean | undefined;
  /** A change with a verdict, written behind the number. */
  readonly arrow?: "▲" | "▼" | undefined;
  /** A share of 0–1, printed per cent. */
  readonly percent?: boolean | undefined;
  /** How many decimals the screen prints; one when left out. */
  readonly decimals?: 0 | 1 | undefined;
};

/** A table as it stands on a screen, and the same numbers one a row for whoever computes with them. */
export type ExportDocument = {
  /** File name without its ending. */
  readonly name: string;
  readonly title: string;
  /** As it is seen: words where a number is not shown. */
  readonly layout: {
    readonly columns: readonly string[];
    readonly rows: readonly (readonly Value[])[];
    /** By row and place, where the screen colours or marks. */
    readonly faces?: readonly (readonly (CellFace | undefined)[])[] | undefined;
  };
  /** One number a row, typed, unrounded. */
  readonly long: {
    readonly columns: readonly ExportColumn[];
    readonly rows: readonly (readonly Value[])[];
  };
  /** How the numbers came about, as pairs of a word and what it is. */
  readonly passport: readonly (readonly [string, string])[];
  /** The wave whose method page goes along in a workbook, and the language it is told in. */
  readonly method: { readonly wave: number; readonly language: "zh" | "en" };
  /** Names of the sheets. */
  readonly sheets: {
    readonly layout: string;
    readonly long: string;
    readonly passport: string;
    readonly method: string;
  };
};
