"use client";

import { useWidth } from "../components/use-width.ts";
import { formatTick } from "../format.ts";
import { breakLines } from "../pictures/break-lines.ts";
import { LABEL_LINE, labelPlaces } from "./label-places.ts";
import { niceScale } from "./scale.ts";

export type MatrixPoint = {
  readonly key: string;
  readonly name: string;
  /** Per cent of what is explained. */
  readonly importance: number;
  readonly score: number;
  readonly low: number | null;
  readonly high: number | null;
  /** Important and weak for sure. */
  readonly first: boolean;
  /** Of other people than the rest: a ring in place of a dot. */
  readonly beside: boolean;
};

/** In a drawing narrower than this, names longer than `NAME` pixels are broken. */
const NARROW = 600;
const NAME = 120;
const HEIGHT = 320;
const LEFT = 34;
const FOOT = 40;
const TOP = 10;

function widthOf(name: string): number {
  return [...name].reduce((sum, sign) => sum + (sign > "\u2000" ? 13 : 7), 0);
}

/**
 * Importance against score, crossed at the means: only the lower right corner, important and weak, is tinted, and only who is
 * there for sure is coloured.
 */
export function PriorityMatrix({
  points,
  lines,
  words,
  label,
}: {
  readonly points: readonly MatrixPoint[];
  readonly lines: { readonly importance: number; readonly score: number } | null;
  readonly words: { readonly corner: string; readonly across: string; readonly up: string };
  readonly label: string;
}) {
  const [box, width] = useWidth<HTMLDivElement>(540);
  const across = niceScale([...points.map(({ importance }) => importance), lines?.importance ?? 0, 0], {
    limits: [0, 100],
  });
  const up = niceScale(
    points.flatMap(({ score, low, high }) => [score, low ?? score, high ?? score]),
    { limits: [0, 100] },
  );
  const right = width - 12;
  const bottom = HEIGHT - FOOT;
  const x = (value: number) => LEFT + (across.at(value) / 100) * (right - LEFT);
  const y = (value: number) => TOP + (1 - up.at(value) / 100) * (bottom - TOP);
  const named = points.map((point) => ({
    ...point,
    lines: width < NARROW ? breakLines(point.name, NAME, widthOf) : [point.name],
  }));
  const places = labelPlaces(
    named.map(({ importance, score, lines: own }) => ({
      x: x(importance),
      y: y(score),
      width: Math.max(...own.map(widthOf)),
      lines: own.length,
    })),
    { width, height: bottom },
    [
      // the figures of the axis, and its name over them
      { left: 0, right: LEFT, top: 0, bottom },
      { left: 0, right: LEFT + 24 + widthOf(words.up), top: 0, bottom: 18 },
      ...points.flatMap(({ importance, low, high }) =>
        low === null || high === null
          ? []
          : [{ left: x(importance) - 2, right: x(importance) + 2, top: y(high), bottom: y(low) }],
      ),
      ...(lines
        ? [
            { left: x(lines.importance) - 1, right: x(lines.importance) + 1, top: TOP, bottom },
            { left: LEFT, right, top: y(lines.score) - 1, bottom: y(lines.score) + 1 },
            { left: right - 8 - widthOf(words.corner), right, top: bottom - 22, bottom },
          ]
        : []),
    ],
  );
  return (
    <div ref={box}>
      <svg width={width} height={HEIGHT} role="img" aria-label={label} className="block max-w-full">
        {lines && (
          <>
            <rect
              x={x(lines.importance)}
              y={y(lines.score)}
              width={Math.max(0, right - x(lines.importance))}
              height={Math.max(0, bottom - y(lines.score))}
              fill="var(--neg-soft)"
            />
            <text
              x={right - 8}
              y={bottom - 8}
              textAnchor="end"
              fontSize="12"
              fontWeight="600"
              fill="var(--neg)"
            >
              {words.corner}
            </text>
            <g stroke="var(--ref)" strokeDasharray="3 3">
              <line x1={x(lines.importance)} x2={x(lines.importance)} y1={TOP} y2={bottom} />
              <line x1={LEFT} x2={right} y1={y(lines.score)} y2={y(lines.score)} />
            </g>
          </>
        )}
        {up.ticks.map((tick) => (
          <text key={tick} x={LEFT - 8} y={y(tick) + 4} textAnchor="end" fontSize="12" fill="var(--ink-3)">
            {formatTick(tick)}
          </text>
        ))}
        {across.ticks.map((tick) => (
          <text key={tick} x={x(tick)} y={bottom + 18} textAnchor="middle" fontSize="12" fill="var(--ink-3)">
            {formatTick(tick)}%
          </text>
        ))}
        <text x={right} y={HEIGHT - 5} textAnchor="end" fontSize="12" fill="var(--ink-3)">
          {words.across} →
        </text>
        <text x={LEFT + 4} y={TOP + 4} fontSize="12" fill="var(--ink-3)">
          ↑ {words.up}
        </text>
        {named.map((point, place) => {
          const [left, top] = [x(point.importance), y(point.score)];
          const colour = point.first ? "var(--neg)" : "var(--ref)";
          return (
            <g key={point.key}>
              {point.low !== null && point.high !== null && (
                <line
                  x1={left}
                  x2={left}
                  y1={y(point.high)}
                  y2={y(point.low)}
                  stroke={colour}
                  strokeWidth="1.5"
                />
              )}
              {point.first ? (
                <rect
                  data-mark
                  x={left - 4.5}
                  y={top - 4.5}
                  width="9"
                  height="9"
                  fill={point.beside ? "var(--surface)" : colour}
                  stroke={colour}
                  strokeWidth={point.beside ? 1.5 : 0}
                  transform={`rotate(45 ${left} ${top})`}
                />
              ) : (
                <circle
                  data-mark
                  cx={left}
                  cy={top}
                  r="4.5"
                  fill={point.beside ? "var(--surface)" : colour}
                  stroke={colour}
                  strokeWidth={point.beside ? 1.5 : 0}
                />
              )}
              {point.lines.map((line, at) => (
                <text
                  key={line}
                  x={places[place]?.x}
                  y={(places[place]?.y ?? 0) + at * LABEL_LINE}
                  fontSize="13"
                  fontWeight={point.first ? 600 : 400}
                  fill={point.first ? "var(--neg)" : "var(--ink-2)"}
                >
                  {line}
                </text>
              ))}
            </g>
          );
        })}
      </svg>
    </div>
  );
}
