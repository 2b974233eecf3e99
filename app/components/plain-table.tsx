import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

export type PlainColumn<Row> = {
  readonly key: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** Figures stand at the right. */
  readonly right?: boolean;
  /** Left out where the window is narrow. */
  readonly wideOnly?: boolean;
};

/** A list of like things with a head; the first column names the row. On a phone each row becomes a block. */
export function PlainTable<Row>({
  caption,
  columns,
  rows,
  rowKey,
}: {
  readonly caption: string;
  readonly columns: readonly PlainColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string | number;
}) {
  return (
    <table className="w-full border-collapse text-13 max-md:block">
      <caption className="sr-only">{caption}</caption>
      <thead className="max-md:sr-only">
        <tr className="border-b border-line-strong text-12 text-ink-3">
          {columns.map((column) => (
            <th
              key={column.key}
              scope="col"
              className={classNames(
                "h-9 px-2 font-normal whitespace-nowrap first:pl-4 last:pr-4",
                column.right ? "text-right" : "text-left",
                column.wideOnly && "max-xl:hidden",
              )}
            >
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="max-md:block">
        {rows.map((row) => (
          <tr
            key={rowKey(row)}
            className="border-b border-line last:border-0 max-md:block max-md:px-4 max-md:py-3"
          >
            {columns.map((column, place) => {
              const className = classNames(
                "px-2 py-2 align-top md:first:pl-4 md:last:pr-4 max-md:flex max-md:justify-between max-md:gap-4 max-md:px-0 max-md:py-0.5",
                column.right && "md:text-right md:whitespace-nowrap",
                column.wideOnly && "max-xl:hidden",
              );
              return place === 0 ? (
                <th key={column.key} scope="row" className={classNames(className, "text-left font-semibold")}>
                  {column.cell(row)}
                </th>
              ) : (
                <td key={column.key} className={className}>
                  <span className="text-ink-3 md:hidden" aria-hidden="true">
                    {column.title}
                  </span>
                  <span className="min-w-0 max-md:text-right">{column.cell(row)}</span>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
