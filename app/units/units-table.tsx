"use client";

import { type ReactNode, useMemo } from "react";
import { useTranslations } from "use-intl";
import type { UnitRef } from "#server/scope/unit-view.ts";
import { classNames } from "../components/class-names.ts";
import { ScreenLink } from "../components/screen-link.tsx";
import { ScrollBox } from "../components/scroll-box.tsx";
import { usePrinting } from "../components/use-printing.ts";
import { useNames } from "../language/use-names.ts";
import { useAddress } from "../selection/use-address.ts";
import { onPaper } from "./on-paper.ts";

export type UnitsColumn<Part> = {
  readonly key: string;
  readonly title: string;
  /** Heads a group of columns. */
  readonly strong?: boolean;
  readonly cell: (part: Part) => ReactNode;
  /** What the cell says when it is pointed at. */
  readonly hint?: (part: Part) => string | undefined;
  readonly className?: string;
};

type UnitsTableProps<Part> = {
  readonly caption: string;
  readonly page: string;
  readonly parts: readonly Part[];
  readonly columns: readonly UnitsColumn<Part>[];
};

/**
 * Units below one another with a column a thing; each name leads to the same screen of that unit. What a screen scrolls, paper
 * cannot hold: there the columns follow one another in tables of their own.
 */
export function UnitsTable<Part extends { readonly unit: UnitRef }>({
  caption,
  page,
  parts,
  columns,
}: UnitsTableProps<Part>) {
  const printing = usePrinting();
  const tables = useMemo(() => (printing ? onPaper(columns) : [columns]), [printing, columns]);
  return (
    <ScrollBox label={caption} className="flex flex-col gap-4 px-4">
      {tables.map((own) => (
        <Table key={own[0]?.key} caption={caption} page={page} parts={parts} columns={own} />
      ))}
    </ScrollBox>
  );
}

function Table<Part extends { readonly unit: UnitRef }>({
  caption,
  page,
  parts,
  columns,
}: UnitsTableProps<Part>) {
  const t = useTranslations("unit");
  const names = useNames();
  const address = useAddress();
  return (
    <table className="w-full border-collapse text-13">
      <caption className="sr-only">{caption}</caption>
      <thead className="text-12 text-ink-3">
        <tr className="border-b border-line-strong">
          <th
            scope="col"
            className="sticky left-0 bg-surface py-1.5 pr-3 text-left font-normal whitespace-nowrap"
          >
            {t("name")}
          </th>
          {columns.map(({ key, title, strong }) => (
            <th
              key={key}
              scope="col"
              className={classNames(
                "px-1.5 text-right text-balance",
                strong ? "min-w-24 font-semibold text-ink-2" : "min-w-16 font-normal",
              )}
            >
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {parts.map((part) => (
          <tr key={part.unit.id} className="h-9 border-b border-line last:border-0">
            <th scope="row" className="sticky left-0 bg-surface pr-3 text-left font-normal whitespace-nowrap">
              <ScreenLink
                href={address(page, { unit: part.unit.id })}
                className="target-row hover:text-accent hover:underline"
              >
                {names.unit(part.unit)}
              </ScreenLink>
            </th>
            {columns.map(({ key, cell, hint, className }) => (
              <td
                key={key}
                title={hint?.(part)}
                className={classNames("px-1.5 text-right whitespace-nowrap", className)}
              >
                {cell(part)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
