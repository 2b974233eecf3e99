import {
  type DataType,
  Field,
  Float64,
  Int32,
  makeBuilder,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Utf8,
} from "apache-arrow";

/** A column as it travels: its name in the statement and the type it has in Arrow. */
export type ArrowColumn = { readonly name: string; readonly type: "integer" | "number" | "text" };

function arrowType({ type }: ArrowColumn): DataType {
  return type === "text" ? new Utf8() : type === "integer" ? new Int32() : new Float64();
}

/**
 * The schema of some columns; every one may be null.
 * @param told what goes with the table as a whole, by name, as JSON
 */
export function arrowSchema(
  columns: readonly ArrowColumn[],
  told: Readonly<Record<string, unknown>> = {},
): Schema {
  return new Schema(
    columns.map((column) => new Field(column.name, arrowType(column), true)),
    new Map(Object.entries(told).map(([name, value]) => [name, JSON.stringify(value)])),
  );
}

/**
 * Rows as an Arrow record batch.
 * @param rows one value a column, in their order; null where there is none
 */
export function arrowBatch(
  schema: Schema,
  columns: readonly ArrowColumn[],
  rows: readonly (readonly unknown[])[],
): RecordBatch {
  const children = columns.map((column, place) => {
    const builder = makeBuilder({ type: arrowType(column), nullValues: [null] });
    for (const row of rows) builder.append(row[place] ?? null);
    return builder.finish().flush();
  });
  return new RecordBatch(
    schema,
    makeData({ type: new Struct(schema.fields), length: rows.length, children }),
  );
}
