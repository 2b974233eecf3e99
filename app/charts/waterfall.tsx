"use client";

import { useWidth } from "../components/use-width.ts";
import { formatDifference, formatValue } from "../format.ts";
import { niceScale } from "./scale.ts";
import type { WaterfallStep } from "./waterfall-steps.ts";

const HEIGHT = 260;
const TOP = 26;
const FOOT = 40;
/** Below this width a column has no room for its name: the blocks lie down. */
const UPRIGHT = 76;

type End = { readonly name: string; readonly value: number };

/** Colour of a block: better teal, worse ochre, what the sample cannot carry neither. */
function fillOf({ sure, points }: WaterfallStep): string {
  return sure ? (points > 0 ? "var(--d3)" : "var(--d-3)") : "var(--d0)";
}

function inkOf({ sure, points }: WaterfallStep): string {
  return sure ? (points > 0 ? "var(--pos)" : "var(--neg)") : "var(--ink-3)";
}

/**
 * A change from one value to the next, block by block; the ends are ticks, so that no bar is cut off. Each block carries the
 * whisker of its interval around its end, and has a colour only where that leaves 0 out.
 */
export function Waterfall({
  before,
  after,
  steps,
  label,
}: {
  readonly before: End;
  readonly after: End;
  readonly steps: readonly WaterfallStep[];
  readonly label: string;
}) {
  const [box, width] = useWidth<HTMLDivElement>(760);
  const columns = steps.length + 2;
  const upright = width / columns >= UPRIGHT;
  return (
    <div ref={box}>
      {upright ? (
        <Columns width={width} before={before} after={after} steps={steps} label={label} />
      ) : (
        <Rows width={width} before={before} after={after} steps={steps} label={label} />
      )}
    </div>
  );
}

type Drawing = {
  readonly width: number;
  readonly before: End;
  readonly after: End;
  readonly steps: readonly WaterfallStep[];
  readonly label: string;
};

function scaleOf({ before, after, steps }: Drawing) {
  const reach = steps.flatMap((step) => [step.from, step.to, step.from + step.low, step.from + step.high]);
  return niceScale([before.value, after.value, ...reach], { limits: [-100, 100] });
}

/** A name in at most two lines of a column. */
function lines(name: string, room: number): readonly string[] {
  const wide = (text: string) => [...text].reduce((sum, sign) => sum + (sign > "\u2000" ? 12 : 6.4), 0);
  if (wide(name) <= room) return [name];
  const words = name.includes(" ") ? name.split(" ").map((word) => `${word} `) : [...name];
  let first = "";
  while (words.length > 0 && wide(first + (words[0] ?? "")) <= room) first += words.shift();
  return [first.trim(), words.join("").trim()];
}

function Columns(drawing: Drawing) {
  const { width, before, after, steps, label } = drawing;
  const scale = scaleOf(drawing);
  const each = width / (steps.length + 2);
  const bar = Math.min(64, each * 0.62);
  const y = (value: number) => TOP + (1 - scale.at(value) / 100) * (HEIGHT - TOP - FOOT);
  const middle = (place: number) => each * (place + 0.5);
  const last = steps.length + 1;
  const name = (text: string, place: number) =>
    lines(text, each - 6).map((line, row) => (
      <text
        key={line}
        x={middle(place)}
        y={HEIGHT - FOOT + 18 + row * 15}
        textAnchor="middle"
        fontSize="12"
        fill="var(--ink-3)"
      >
        {line}
      </text>
    ));
  const end = (of: End, place: number, colour: string) => (
    <g>
      <line
        data-mark
        x1={middle(place) - bar / 2}
        x2={middle(place) + bar / 2}
        y1={y(of.value)}
        y2={y(of.value)}
        stroke={colour}
        strokeWidth="3"
      />
      <text
        x={middle(place)}
        y={y(of.value) - 9}
        textAnchor="middle"
        fontSize="14"
        fontWeight="600"
        fill="var(--ink)"
      >
        {formatValue(of.value, "points")}
      </text>
      {name(of.name, place)}
    </g>
  );
  return (
    <svg width={width} height={HEIGHT} role="img" aria-label={label} className="block max-w-full">
      {scale.ticks.map((tick) => (
        <line key={tick} x1="0" x2={width} y1={y(tick)} y2={y(tick)} stroke="var(--line)" />
      ))}
      {end(before, 0, "var(--prev)")}
      {steps.map((step, place) => {
        const x = middle(place + 1);
        const [top, bottom] = [y(Math.max(step.from, step.to)), y(Math.min(step.from, step.to))];
        const [high, low] = [y(step.from + step.high), y(step.from + step.low)];
        return (
          <g key={step.key}>
            <line
              x1={middle(place) + bar / 2}
              x2={x - bar / 2}
              y1={y(step.from)}
              y2={y(step.from)}
              stroke="var(--line-ctl)"
            />
            <rect
              data-mark
              x={x - bar / 2}
              width={bar}
              y={top}
              height={Math.max(1.5, bottom - top)}
              fill={fillOf(step)}
              stroke={step.sure ? "none" : "var(--line-ctl)"}
              strokeDasharray={step.sure ? undefined : "3 2"}
            />
            <line x1={x} x2={x} y1={high} y2={low} stroke="var(--ink-2)" strokeWidth="1.25" />
            <text
              x={x}
              y={Math.min(top, high) - 7}
              textAnchor="middle"
              fontSize="13"
              fontWeight={step.sure ? 600 : 400}
              fill={inkOf(step)}
            >
              {formatDifference(step.points, "points")}
            </text>
            {name(step.name, place + 1)}
          </g>
        );
      })}
      <line
        x1={middle(last - 1) + bar / 2}
        x2={middle(last) - bar / 2}
        y1={y(after.value)}
        y2={y(after.value)}
        stroke="var(--line-ctl)"
      />
      {end(after, last, "var(--accent)")}
    </svg>
  );
}

const ROW = 30;

function Rows(drawing: Drawing) {
  const { width, before, after, steps, label } = drawing;
  const scale = scaleOf(drawing);
  const left = Math.min(120, width * 0.32);
  const right = 52;
  const x = (value: number) => left + (scale.at(value) / 100) * (width - left - right);
  const height = (steps.length + 2) * ROW;
  const end = (of: End, row: number, colour: string) => (
    <g>
      <line
        data-mark
        x1={x(of.value)}
        x2={x(of.value)}
        y1={row * ROW + 5}
        y2={row * ROW + ROW - 5}
        stroke={colour}
        strokeWidth="3"
      />
      <text x="0" y={row * ROW + 19} fontSize="13" fill="var(--ink-2)">
        {of.name}
      </text>
      <text x={width} y={row * ROW + 19} textAnchor="end" fontSize="13" fontWeight="600" fill="var(--ink)">
        {formatValue(of.value, "points")}
      </text>
    </g>
  );
  return (
    <svg width={width} height={height} role="img" aria-label={label} className="block max-w-full">
      {end(before, 0, "var(--prev)")}
      {steps.map((step, place) => {
        const row = (place + 1) * ROW;
        const [from, to] = [x(Math.min(step.from, step.to)), x(Math.max(step.from, step.to))];
        return (
          <g key={step.key}>
            <line x1={x(step.from)} x2={x(step.from)} y1={row - 8} y2={row + 8} stroke="var(--line-ctl)" />
            <rect
              data-mark
              x={from}
              width={Math.max(1.5, to - from)}
              y={row + 8}
              height={ROW - 16}
              fill={fillOf(step)}
              stroke={step.sure ? "none" : "var(--line-ctl)"}
              strokeDasharray={step.sure ? undefined : "3 2"}
            />
            <line
              x1={x(step.from + step.low)}
              x2={x(step.from + step.high)}
              y1={row + ROW / 2}
              y2={row + ROW / 2}
              stroke="var(--ink-2)"
              strokeWidth="1.25"
            />
            <text x="0" y={row + 19} fontSize="13" fill="var(--ink-2)">
              {lines(step.name, left - 6)[0]}
            </text>
            <text
              x={width}
              y={row + 19}
              textAnchor="end"
              fontSize="13"
              fontWeight={step.sure ? 600 : 400}
              fill={inkOf(step)}
            >
              {formatDifference(step.points, "points")}
            </text>
          </g>
        );
      })}
      {end(after, steps.length + 1, "var(--accent)")}
    </svg>
  );
}
