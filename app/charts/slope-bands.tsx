"use client";

import { memo } from "react";
import { classNames } from "../components/class-names.ts";

/** One unit on both sides of the picture. Words and numbers alone, so that a row that says the same is not drawn again. */
export type SlopeRow = {
  readonly key: string;
  readonly name: string;
  readonly before: string;
  readonly after: string;
  /** The interval of the number on the right: `±1.2`. */
  readonly interval: string;
  readonly bandBefore: number;
  readonly bandAfter: number;
  readonly placeBefore: number;
  readonly placeAfter: number;
  /** Drawn strong: it stands in another band. */
  readonly strong: boolean;
  /** A few words after the number on the right: the shift. */
  readonly note: string;
  /** A sign after them, and what it says: that the shift is noise. */
  readonly sign: string;
  readonly signWords: string;
};

const ROW = 30;
const GAP = 10;
const COLUMNS =
  "grid grid-cols-[52px_minmax(96px,150px)_minmax(24px,1fr)_minmax(176px,220px)_52px] max-sm:grid-cols-[minmax(84px,1fr)_20px_minmax(150px,1.5fr)]";

type Side = "before" | "after";
type Placed = readonly { readonly row: SlopeRow; readonly y: number }[];

const bandOf = (row: SlopeRow, side: Side) => (side === "before" ? row.bandBefore : row.bandAfter);
const placeOf = (row: SlopeRow, side: Side) => (side === "before" ? row.placeBefore : row.placeAfter);

function placed(rows: readonly SlopeRow[], side: Side): Placed {
  const sorted = rows.toSorted((a, b) => placeOf(a, side) - placeOf(b, side));
  let y = 0;
  return sorted.map((row, at) => {
    const last = sorted[at - 1];
    if (last !== undefined && bandOf(last, side) !== bandOf(row, side)) y += GAP;
    const here = { row, y };
    y += ROW;
    return here;
  });
}

/** How tall the picture is. */
function heightOf(rows: readonly SlopeRow[]): number {
  const gaps = (side: Side) => Math.max(0, new Set(rows.map((row) => bandOf(row, side))).size - 1);
  return rows.length * ROW + GAP * Math.max(gaps("before"), gaps("after"));
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
      <div className={`${COLUMNS} text-12 text-ink-3`}>
        <span className="max-sm:hidden" />
        <span className="pb-1 pl-2">{heads[0]}</span>
        <span />
        <span className="pr-2 pb-1 text-right">{heads[1]}</span>
        <span className="max-sm:hidden" />
      </div>
      <div className={COLUMNS} style={{ height }}>
        <BandNames blocks={blocksOf(left, "before")} bandName={bandName} />
        <div className="relative min-w-0 text-13">
          <Blocks blocks={blocksOf(left, "before")} />
          <ol className="contents">
            {left.map(({ row, y }) => (
              <Before key={row.key} y={y} name={row.name} figure={row.before} strong={row.strong} />
            ))}
          </ol>
        </div>
        <svg
          width="100%"
          height={height}
          viewBox={`0 0 100 ${height}`}
          preserveAspectRatio="none"
          aria-hidden="true"
          className="block"
        >
          {left.map(({ row, y }) => (
            <Slope key={row.key} from={y + ROW / 2} to={yOf.get(row.key) ?? 0} strong={row.strong} />
          ))}
        </svg>
        <div className="relative min-w-0 text-13">
          <Blocks blocks={blocksOf(right, "after")} />
          <ol className="contents">
            {right.map(({ row, y }) => (
              <After
                key={row.key}
                y={y}
                name={row.name}
                figure={row.after}
                strong={row.strong}
                interval={row.interval}
                note={row.note}
                sign={row.sign}
                signWords={row.signWords}
              />
            ))}
          </ol>
        </div>
        <BandNames blocks={blocksOf(right, "after")} bandName={bandName} right />
      </div>
    </figure>
  );
}

type Unit = { readonly y: number; readonly name: string; readonly figure: string; readonly strong: boolean };

/** A row is as tall and as wide as it is whatever stands in it, so a new number lays out its own row alone. */
function unitClass(strong: boolean): string {
  return classNames(
    "absolute inset-x-0 flex items-center justify-between gap-2 px-2 [contain:strict]",
    strong && "font-semibold",
  );
}

const Before = memo(function Before({ y, name, figure, strong }: Unit) {
  return (
    <li className={unitClass(strong)} style={{ top: y, height: ROW }}>
      <span className="min-w-0 truncate">{name}</span>
      <span>{figure}</span>
    </li>
  );
});

const After = memo(function After({
  y,
  name,
  figure,
  strong,
  interval,
  note,
  sign,
  signWords,
}: Unit & Pick<SlopeRow, "interval" | "note" | "sign" | "signWords">) {
  return (
    <li className={unitClass(strong)} style={{ top: y, height: ROW }}>
      <span className="inline-flex items-baseline gap-1.5 whitespace-nowrap">
        <span className="font-semibold">{figure}</span>
        {interval && <span className="text-12 font-normal text-ink-3">{interval}</span>}
        <span className="text-12 text-ink-3">
          {note}
          {sign && (
            <abbr title={signWords} className="no-underline">
              {` ${sign}`}
              <span className="sr-only">{signWords}</span>
            </abbr>
          )}
        </span>
      </span>
      <span className="min-w-0 truncate text-right">{name}</span>
    </li>
  );
});

const Slope = memo(function Slope({
  from,
  to,
  strong,
}: {
  readonly from: number;
  readonly to: number;
  readonly strong: boolean;
}) {
  return (
    <path
      data-mark
      d={`M0 ${from} C50 ${from} 50 ${to} 100 ${to}`}
      fill="none"
      stroke={strong ? "var(--accent)" : "var(--line-ctl)"}
      strokeWidth={strong ? 2 : 1.2}
      vectorEffect="non-scaling-stroke"
    />
  );
});

type Block = { readonly band: number; readonly top: number; readonly height: number };

function blocksOf(rows: Placed, side: Side): readonly Block[] {
  return [...Map.groupBy(rows, ({ row }) => bandOf(row, side))].map(([band, members]) => {
    const top = members[0]?.y ?? 0;
    return { band, top, height: members.length * ROW };
  });
}

function Blocks({ blocks }: { readonly blocks: readonly Block[] }) {
  return blocks.map(({ band, top, height }) => (
    <div key={band} className="absolute inset-x-0 rounded-tag bg-sunken" style={{ top, height }} />
  ));
}

function BandNames({
  blocks,
  bandName,
  right = false,
}: {
  readonly blocks: readonly Block[];
  readonly bandName: (band: number) => string;
  readonly right?: boolean;
}) {
  return (
    <div className="relative text-12 text-ink-3 max-sm:hidden">
      {blocks.map(({ band, top, height }) => (
        <span
          key={band}
          className={`absolute flex items-center whitespace-nowrap ${right ? "left-1.5" : "right-1.5"}`}
          style={{ top, height }}
        >
          {bandName(band)}
        </span>
      ))}
    </div>
  );
}
