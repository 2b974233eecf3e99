import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { ScrollBox } from "./scroll-box.tsx";

export type PlainColumn<Row> = {
  readonly key: string;
  /** Empty over buttons, which say themselves what they do. */
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** Figures stand at the right. */
  readonly right?: boolean;
  /** Left out where the window is narrow. */
  readonly wideOnly?: boolean;
  /** Width as a class, where several tables are to share their columns. */
  readonly width?: string;
};

/**
 * A list of like things with a head; the first column names the row. On a phone each row becomes a block, or, where the
 * figures of a column want to be held against each other, the table stays one and is pushed along beside its names.
 */
export function PlainTable<Row>({
  caption,
  columns,
  rows,
  rowKey,
  onPhone = "blocks",
}: {
  readonly caption: string;
  readonly columns: readonly PlainColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string | number;
  readonly onPhone?: "blocks" | "table";
}) {
  const blocks = onPhone === "blocks";
  const table = (
    <table className={classNames("w-full border-collapse text-13", blocks && "max-md:block")}>
      <caption className="sr-only">{caption}</caption>
      <thead className={blocks ? "max-md:sr-only" : ""}>
        <tr className="border-b border-line-strong text-12 text-ink-3">
          {columns.map((column, place) => {
            const className = classNames(
              "h-9 px-2 font-normal whitespace-nowrap first:pl-4 last:pr-4",
              column.right ? "text-right" : "text-left",
              column.wideOnly && "max-xl:hidden",
              column.width,
              !blocks && place === 0 && "sticky left-0 bg-surface",
            );
            return column.title === "" ? (
              <td key={column.key} className={className} />
            ) : (
              <th key={column.key} scope="col" className={className}>
                {column.title}
              </th>
            );
          })}
        </tr>
      </thead>
      <tbody className={blocks ? "max-md:block" : ""}>
        {rows.map((row) => (
          <tr
            key={rowKey(row)}
            className={classNames(
              "border-b border-line last:border-0",
              blocks && "max-md:block max-md:px-4 max-md:py-3",
            )}
          >
            {columns.map((column, place) => {
              const className = classNames(
                "px-2 py-2",
                blocks ? "align-top" : "align-middle",
                blocks
                  ? "md:first:pl-4 md:last:pr-4 max-md:flex max-md:justify-between max-md:gap-4 max-md:px-0 max-md:py-0.5 max-md:[&:has(>span:last-child:empty)]:hidden"
                  : "first:sticky first:left-0 first:min-w-24 first:bg-surface first:pl-4 last:pr-4",
                column.right &&
                  (blocks ? "md:text-right md:whitespace-nowrap" : "text-right whitespace-nowrap"),
                column.wideOnly && "max-xl:hidden",
              );
              return place === 0 ? (
                <th key={column.key} scope="row" className={classNames(className, "text-left font-semibold")}>
                  {column.cell(row)}
                </th>
              ) : (
                <td key={column.key} className={className}>
                  {blocks && (
                    <span className="shrink-0 text-ink-3 md:hidden" aria-hidden="true">
                      {column.title}
                    </span>
                  )}
                  <span className={classNames("min-w-0", blocks && "max-md:text-right")}>
                    {column.cell(row)}
                  </span>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
  return blocks ? table : <ScrollBox label={caption}>{table}</ScrollBox>;
}
