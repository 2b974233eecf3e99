"use client";

import { useTranslations } from "use-intl";
import type { HeatView } from "#server/indicators/views.ts";
import { useNames } from "../language/use-names.ts";
import { columnKey, type Order } from "./heat-keys.ts";

/** Says aloud how the table is ordered. */
export function SortAnnouncement({
  view,
  sort,
  order,
}: {
  readonly view: HeatView;
  readonly sort: Order | undefined;
  readonly order: Order | undefined;
}) {
  const t = useTranslations("indicators");
  const names = useNames();
  const column = sort && view.columns.find((candidate) => columnKey(candidate) === sort.by);
  const row = order && view.rows.find((candidate) => candidate.node.id === order.by);

  function said(name: string, { highFirst }: Order): string {
    return t(highFirst ? "sortedHigh" : "sortedLow", { name });
  }
  const words = [
    ...(column && sort
      ? [said(column.phase ? names.phase(column.phase) : column.unit ? names.unit(column.unit) : "", sort)]
      : []),
    ...(row && order ? [said(names.node(row.node), order)] : []),
  ];
  return (
    <p aria-live="polite" className="sr-only">
      {words.join(" ")}
    </p>
  );
}
