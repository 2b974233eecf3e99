/** A cell of an export; null is empty. Dates are ISO texts. */
export type Value = string | number | boolean | null;

export type ExportColumn = {
  readonly name: string;
  readonly type: "text" | "integer" | "number" | "boolean" | "date";
};

/** What is exported: columns, and rows in a total order, read once. */
export type ExportTable = {
  readonly columns: readonly ExportColumn[];
  readonly rows: AsyncIterable<readonly Value[]> | Iterable<readonly Value[]>;
};

/** How many rows were written, and where. */
export type Written = { readonly path: string; readonly rows: number };
