"use client";

import { ArrowDownNarrowWide, ArrowDownWideNarrow, ArrowUpDown } from "lucide-react";
import { memo } from "react";
import { useTranslations } from "use-intl";
import { classNames } from "../components/class-names.ts";
import { CountCell } from "../components/count-badge.tsx";
import { Icon } from "../components/glyph.tsx";
import { ScreenLink } from "../components/screen-link.tsx";
import { useNames } from "../language/use-names.ts";
import type { useAddress } from "../selection/use-address.ts";
import { GradeTag } from "../waves/quality/quality-badge.tsx";
import type { ArrangedColumn } from "./arrange-heat.ts";
import type { Order } from "./heat-keys.ts";

/** A small control that orders the other direction of the table by this line. */
export function SortButton({
  label,
  order,
  mine,
  vertical,
  onSort,
}: {
  readonly label: string;
  readonly order: Order | undefined;
  readonly mine: string;
  readonly vertical: boolean;
  readonly onSort: () => void;
}) {
  const active = order?.by === mine;
  const drawing = !active ? ArrowUpDown : order.highFirst ? ArrowDownWideNarrow : ArrowDownNarrowWide;
  return (
    <button
      type="button"
      tabIndex={-1}
      title={label}
      aria-label={label}
      aria-pressed={active}
      onClick={onSort}
      className={classNames(
        "grid size-6 place-items-center rounded-tag hover:bg-line pointer-coarse:size-11 print:hidden",
        active
          ? "text-accent"
          : "text-ink-3 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100",
      )}
    >
      <Icon of={drawing} size={12} className={vertical ? "" : "-rotate-90"} />
    </button>
  );
}

/** The head of a column: what it is, how many answered, the way into it, and ordering by it. */
export const HeatHead = memo(function HeatHead({
  arranged,
  colIndex,
  counted,
  reference,
  upright,
  current,
  sort,
  address,
  onSort,
}: {
  readonly arranged: ArrangedColumn;
  readonly colIndex: number;
  readonly counted: boolean;
  /** Name of a column that is no unit's. */
  readonly reference: string | undefined;
  /** Project names stand upright so that many fit. */
  readonly upright: boolean;
  readonly current: boolean;
  /** The order, where it is by this column. */
  readonly sort: Order | undefined;
  readonly address: ReturnType<typeof useAddress>;
  readonly onSort: (key: string) => void;
}) {
  const t = useTranslations("indicators");
  const names = useNames();
  const { column, key } = arranged;
  const name =
    column.unit && column.role !== "part"
      ? names.unit(column.unit)
      : column.phase
        ? names.phase(column.phase)
        : column.unit
          ? names.unit(column.unit)
          : (reference ?? "");
  const drill = column.role === "part" && column.unit !== null && column.phase === null;
  const text = classNames(
    "inline-block whitespace-nowrap text-13 leading-[18px]",
    upright && "tracking-[.06em] [writing-mode:vertical-rl]",
    current ? "font-semibold text-accent" : "text-ink",
  );
  const place = { tabIndex: -1, "data-col": colIndex };
  return (
    <th
      scope="col"
      aria-colindex={counted ? colIndex + 2 : undefined}
      aria-sort={sort ? (sort.highFirst ? "descending" : "ascending") : undefined}
      className="group sticky top-0 z-10 border-b border-line-strong bg-surface px-0.5 pt-2 pb-1.5 text-center align-bottom font-normal"
    >
      {drill && column.unit ? (
        <ScreenLink
          {...place}
          href={address("/indicators", { unit: column.unit.id })}
          title={t("openUnit", { name })}
          className={classNames(text, "hover:text-accent hover:underline")}
        >
          {name}
        </ScreenLink>
      ) : (
        <span {...place} className={text}>
          {name}
        </span>
      )}
      {column.grade && (
        <span className="mt-1 flex justify-center">
          <GradeTag grade={column.grade} letter />
        </span>
      )}
      <span className="mt-[5px] flex h-[18px] items-center justify-center">
        {column.n !== null || column.unit !== null || column.phase !== null ? (
          <CountCell reading={column} />
        ) : null}
      </span>
      <span className="absolute right-0 bottom-0.5 pointer-coarse:static pointer-coarse:flex pointer-coarse:justify-center">
        <SortButton
          label={t("sortRows", { name })}
          order={sort}
          mine={key}
          vertical
          onSort={() => onSort(key)}
        />
      </span>
    </th>
  );
});
