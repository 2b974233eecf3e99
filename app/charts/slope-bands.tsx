"use client";

import { Fragment, type ReactNode } from "react";
import { classNames } from "../components/class-names.ts";

/** One unit on both sides of the picture. */
export type SlopeRow = {
  readonly key: string;
  readonly name: string;
  readonly before: ReactNode;
  readonly after: ReactNode;
  readonly bandBefore: number;
  readonly bandAfter: number;
  readonly placeBefore: number;
  readonly placeAfter: number;
  /** Drawn strong: it stands in another band. */
  readonly strong: boolean;
  /** A few words after the number on the right: the shift, or that it is noise. */
  readonly note: ReactNode;
};

const ROW = 30;
const GAP = 10;

type Side = "before" | "after";

function placed(
  rows: readonly SlopeRow[],
  side: Side,
): readonly { row: SlopeRow; y: number; first: boolean }[] {
  const sorted = rows.toSorted((a, b) =>
    side === "before" ? a.placeBefore - b.placeBefore : a.placeAfter - b.placeAfter,
  );
  const bandOf = (row: SlopeRow) => (side === "before" ? row.bandBefore : row.bandAfter);
  let y = 0;
  return sorted.map((row, at) => {
    const last = sorted[at - 1];
    const first = last === undefined || bandOf(last) !== bandOf(row);
    if (first && last !== undefined) y += GAP;
    const here = { row, y, first };
    y += ROW;
    return here;
  });
}

/** How tall the picture is. */
function heightOf(rows: readonly SlopeRow[]): number {
  const gaps = (side: (row: SlopeRow) => number) => Math.max(0, new Set(rows.map(side)).size - 1);
  return (
    rows.length * ROW +
    GAP *
      Math.max(
        gaps((row) => row.bandBefore),
        gaps((row) => row.bandAfter),
      )
  );
}

/**
 * Units before and after, in grey blocks of those that cannot be told apart: a line that leaves its block in colour, one
 * that only changes places inside it in grey. Lists for assistive technology on both sides; the lines repeat them.
 */
export function SlopeBands({
  rows,
  label,
  heads,
  bandName,
}: {
  readonly rows: readonly SlopeRow[];
  readonly label: string;
  readonly heads: readonly [string, string];
  readonly bandName: (band: number) => string;
}) {
  const [left, right] = [placed(rows, "before"), placed(rows, "after")];
  const height = heightOf(rows);
  const yOf = new Map(right.map(({ row, y }) => [row.key, y + ROW / 2]));
  return (
    <figure aria-label={label} className="m-0 contain-layout">
      <div className="grid grid-cols-[52px_minmax(96px,150px)_minmax(24px,1fr)_minmax(150px,190px)_52px] text-12 text-ink-3 max-sm:grid-cols-[minmax(84px,1fr)_20px_minmax(128px,1.3fr)]">
        <span className="max-sm:hidden" />
        <span className="pb-1 pl-2">{heads[0]}</span>
        <span />
        <span className="pr-2 pb-1 text-right">{heads[1]}</span>
        <span className="max-sm:hidden" />
      </div>
      <div
        className="grid grid-cols-[52px_minmax(96px,150px)_minmax(24px,1fr)_minmax(150px,190px)_52px] max-sm:grid-cols-[minmax(84px,1fr)_20px_minmax(128px,1.3fr)]"
        style={{ height }}
      >
        <BandNames placed={left} bandOf={(row) => row.bandBefore} bandName={bandName} />
        <Column placed={left} bandOf={(row) => row.bandBefore}>
          {(row) => (
            <>
              <span className="min-w-0 truncate">{row.name}</span>
              <span>{row.before}</span>
            </>
          )}
        </Column>
        <svg
          width="100%"
          height={height}
          viewBox={`0 0 100 ${height}`}
          preserveAspectRatio="none"
          aria-hidden="true"
          className="block"
        >
          {left.map(({ row, y }) => {
            const [from, to] = [y + ROW / 2, yOf.get(row.key) ?? 0];
            return (
              <path
                key={row.key}
                data-mark
                d={`M0 ${from} C50 ${from} 50 ${to} 100 ${to}`}
                fill="none"
                stroke={row.strong ? "var(--accent)" : "var(--line-ctl)"}
                strokeWidth={row.strong ? 2 : 1.2}
                vectorEffect="non-scaling-stroke"
              />
            );
          })}
        </svg>
        <Column placed={right} bandOf={(row) => row.bandAfter}>
          {(row) => (
            <>
              <span className="inline-flex items-baseline gap-1.5 whitespace-nowrap">
                <span className="font-semibold">{row.after}</span>
                <span className="text-12 text-ink-3">{row.note}</span>
              </span>
              <span className="min-w-0 truncate text-right">{row.name}</span>
            </>
          )}
        </Column>
        <BandNames placed={right} bandOf={(row) => row.bandAfter} bandName={bandName} right />
      </div>
    </figure>
  );
}

type Placed = ReturnType<typeof placed>;

function blocks(rows: Placed, bandOf: (row: SlopeRow) => number) {
  return [...Map.groupBy(rows, ({ row }) => bandOf(row))].map(([band, members]) => {
    const top = members[0]?.y ?? 0;
    return { band, top, height: members.length * ROW };
  });
}

function Column({
  placed: rows,
  bandOf,
  children,
}: {
  readonly placed: Placed;
  readonly bandOf: (row: SlopeRow) => number;
  readonly children: (row: SlopeRow) => ReactNode;
}) {
  return (
    <div className="relative min-w-0 text-13">
      {blocks(rows, bandOf).map(({ band, top, height }) => (
        <div key={band} className="absolute inset-x-0 rounded-tag bg-sunken" style={{ top, height }} />
      ))}
      <ol className="contents">
        {rows.map(({ row, y }) => (
          <li
            key={row.key}
            className={classNames(
              "absolute inset-x-0 flex items-center justify-between gap-2 px-2",
              row.strong && "font-semibold",
            )}
            style={{ top: y, height: ROW }}
          >
            {children(row)}
          </li>
        ))}
      </ol>
    </div>
  );
}

function BandNames({
  placed: rows,
  bandOf,
  bandName,
  right = false,
}: {
  readonly placed: Placed;
  readonly bandOf: (row: SlopeRow) => number;
  readonly bandName: (band: number) => string;
  readonly right?: boolean;
}) {
  return (
    <div className="relative text-12 text-ink-3 max-sm:hidden">
      {blocks(rows, bandOf).map(({ band, top, height }) => (
        <Fragment key={band}>
          <span
            className={`absolute flex items-center whitespace-nowrap ${right ? "left-1.5" : "right-1.5"}`}
            style={{ top, height }}
          >
            {bandName(band)}
          </span>
        </Fragment>
      ))}
    </div>
  );
}
