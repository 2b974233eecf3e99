"use client";

import { useWidth } from "../components/use-width.ts";
import { formatTick } from "../format.ts";
import { niceScale } from "./scale.ts";

export type SeriesPoint = {
  readonly key: string;
  /** Where it stands in time: days since an arbitrary day. */
  readonly day: number;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
};

const LEFT = 32;
const TOP = 8;

/**
 * A number by period with its interval as a band; periods without a figure leave a gap. `from` and `to` are the days the
 * drawing spans, so that drawings above one another share their time.
 */
export function SeriesLine({
  points,
  from,
  to,
  marks,
  label,
  height = 96,
  dots = false,
  limits,
}: {
  readonly points: readonly SeriesPoint[];
  readonly from: number;
  readonly to: number;
  /** Days with a fine line and, in the lowest drawing, a name. */
  readonly marks: readonly { readonly day: number; readonly name: string }[];
  readonly label: string;
  readonly height?: number;
  /** Single measurements with whiskers, not a course. */
  readonly dots?: boolean;
  readonly limits: readonly [number, number];
}) {
  const [box, width] = useWidth<HTMLDivElement>(520);
  const shown = points.filter((point) => point.value !== null);
  const scale = niceScale(
    shown.flatMap(({ value, low, high }) => [value ?? 0, low ?? value ?? 0, high ?? value ?? 0]),
    { limits, wanted: 2 },
  );
  const bottom = height - 16;
  const x = (day: number) => LEFT + ((day - from) / Math.max(1, to - from)) * (width - LEFT - 12);
  const y = (value: number) => TOP + (1 - scale.at(value) / 100) * (bottom - TOP);
  const runs: SeriesPoint[][] = [];
  for (const [place, point] of points.entries()) {
    if (point.value === null) continue;
    const last = runs.at(-1);
    if (last && points[place - 1]?.value !== null) last.push(point);
    else runs.push([point]);
  }
  return (
    <div ref={box}>
      <svg width={width} height={height} role="img" aria-label={label} className="block max-w-full">
        {scale.ticks.map((tick) => (
          <g key={tick}>
            <line x1={LEFT} x2={width - 4} y1={y(tick)} y2={y(tick)} stroke="var(--line)" />
            <text x={LEFT - 6} y={y(tick) + 4} textAnchor="end" fontSize="12" fill="var(--ink-3)">
              {formatTick(tick)}
            </text>
          </g>
        ))}
        {marks.map((mark) => (
          <g key={mark.day}>
            <line
              x1={x(mark.day)}
              x2={x(mark.day)}
              y1={TOP}
              y2={bottom}
              stroke="var(--line-ctl)"
              strokeDasharray="1 3"
            />
            <text x={x(mark.day)} y={height - 3} textAnchor="middle" fontSize="12" fill="var(--ink-3)">
              {mark.name}
            </text>
          </g>
        ))}
        {!dots &&
          runs.map((run) => {
            const line = run.map(({ day, value }) => `${x(day)} ${y(value ?? 0)}`);
            const band = [
              ...run.map(({ day, high, value }) => `${x(day)} ${y(high ?? value ?? 0)}`),
              ...run.map(({ day, low, value }) => `${x(day)} ${y(low ?? value ?? 0)}`).toReversed(),
            ];
            return (
              <g key={run[0]?.key}>
                {run.length > 1 && <path d={`M${band.join("L")}Z`} fill="var(--band)" opacity="0.6" />}
                <path d={`M${line.join("L")}`} fill="none" stroke="var(--accent)" strokeWidth="1.75" />
              </g>
            );
          })}
        {shown.map((point) => (
          <g key={point.key}>
            {(dots || runs.some((run) => run.length === 1 && run[0] === point)) &&
              point.low !== null &&
              point.high !== null && (
                <line
                  x1={x(point.day)}
                  x2={x(point.day)}
                  y1={y(point.high)}
                  y2={y(point.low)}
                  stroke="var(--accent)"
                  strokeWidth="1.5"
                />
              )}
            <circle
              data-mark
              cx={x(point.day)}
              cy={y(point.value ?? 0)}
              r={dots ? 4.5 : 2.5}
              fill="var(--accent)"
            />
            {dots && (
              <text
                x={x(point.day) + (x(point.day) > width - 48 ? -8 : 8)}
                y={y(point.value ?? 0) + 4}
                textAnchor={x(point.day) > width - 48 ? "end" : "start"}
                fontSize="13"
                fontWeight="600"
                fill="var(--ink)"
              >
                {(point.value ?? 0).toFixed(1)}
              </text>
            )}
          </g>
        ))}
      </svg>
    </div>
  );
}
