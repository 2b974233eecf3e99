"use client";

import type { BreakKind, ReadingUnit, TrendPoint, TrendView } from "#server/indicators/reading-view.ts";
import { useWidth } from "../components/use-width.ts";
import { formatFigure, formatTick } from "../format.ts";
import { niceScale } from "./scale.ts";
import { trendRuns } from "./trend-segments.ts";

type YearValue = { readonly year: number; readonly value: number };

const LIMITS: Readonly<Record<ReadingUnit, readonly [number, number]>> = {
  points: [0, 100],
  percent: [0, 100],
  nps: [-100, 100],
};

const HEIGHT = 150;
const LEFT = 30;
const RIGHT = 26;
const TOP = 18;
const FOOT = 26;
/** Room before the first and after the last year, as a share of the years' distance. */
const BEYOND = 0.15;
/** Half the width of a target's step. */
const STEP = 11;

/**
 * A number over the years: line and 95% band, cut at a version break, older segments grey, the reference dashed.
 * Values are printed at the newest segment's points, so that the picture reads without hovering.
 */
export function TrendBand({
  trend,
  unit,
  breakName,
  targets = [],
}: {
  readonly trend: TrendView;
  readonly unit: ReadingUnit;
  /** What is written at the line of a break. */
  readonly breakName: (kind: BreakKind) => string;
  /** What the number was to reach, drawn as short steps. */
  readonly targets?: readonly YearValue[];
}) {
  const [box, width] = useWidth<HTMLDivElement>(376);
  const years = [...new Set([...trend.points, ...trend.reference].map(({ year }) => year))].toSorted(
    (a, b) => a - b,
  );
  const scale = niceScale(
    [
      ...trend.points.flatMap((point) => [point.low, point.high, point.value]),
      ...trend.reference.map((point) => point.value),
      ...targets.map(({ value }) => value),
    ].filter((value) => value !== null),
    { limits: LIMITS[unit], wanted: 3 },
  );
  const [first = 0, last = 0] = [years[0], years.at(-1)];
  const bottom = HEIGHT - FOOT;
  const x = (year: number) =>
    LEFT + ((year - first + BEYOND) / (last - first + 2 * BEYOND)) * (width - LEFT - RIGHT);
  const y = (value: number) => TOP + (1 - scale.at(value) / 100) * (bottom - TOP);
  const at = ({ year, value }: TrendPoint) => `${x(year)} ${y(value ?? 0)}`;
  const band = (points: readonly TrendPoint[]) => [
    ...points.map((point) => `${x(point.year)} ${y(point.high ?? point.value ?? 0)}`),
    ...points.map((point) => `${x(point.year)} ${y(point.low ?? point.value ?? 0)}`).toReversed(),
  ];
  const runs = trendRuns(trend.points);
  const newest = runs.at(-1)?.[0]?.segment;
  return (
    <div ref={box}>
      <svg width={width} height={HEIGHT} aria-hidden="true" className="block max-w-full overflow-visible">
        {scale.ticks.map((tick) => (
          <g key={tick}>
            <line x1={LEFT} x2={width - RIGHT} y1={y(tick)} y2={y(tick)} stroke="var(--line)" />
            <text x={LEFT - 8} y={y(tick) + 4} textAnchor="end" fontSize="12" fill="var(--ink-3)">
              {formatTick(tick)}
            </text>
          </g>
        ))}
        {years.map((year) => (
          <text key={year} x={x(year)} y={HEIGHT - 6} textAnchor="middle" fontSize="12" fill="var(--ink-3)">
            {year}
          </text>
        ))}
        {runs.map((points) => (
          <path
            key={points[0]?.waveId}
            d={`M${band(points).join("L")}Z`}
            fill="var(--band)"
            opacity={points[0]?.segment === newest ? 0.8 : 0.4}
          />
        ))}
        {trend.breaks.map((mark) => (
          <g key={`${mark.year}-${mark.kind}`}>
            <line
              x1={x(mark.year - 0.5)}
              x2={x(mark.year - 0.5)}
              y1={TOP}
              y2={bottom}
              stroke="var(--line-ctl)"
              strokeDasharray="2 3"
            />
            <text x={x(mark.year - 0.5) - 4} y={TOP + 8} textAnchor="end" fontSize="12" fill="var(--ink-3)">
              {breakName(mark.kind)}
            </text>
          </g>
        ))}
        {trendRuns(trend.reference).map((points) => (
          <path
            key={points[0]?.waveId}
            d={`M${points.map(at).join("L")}`}
            fill="none"
            stroke="var(--ref)"
            strokeWidth="1.25"
            strokeDasharray="4 3"
          />
        ))}
        {targets
          .filter(({ year }) => years.includes(year))
          .map(({ year, value }) => (
            <line
              key={year}
              x1={x(year) - STEP}
              x2={x(year) + STEP}
              y1={y(value)}
              y2={y(value)}
              stroke="var(--ink-3)"
              strokeWidth="2"
            />
          ))}
        {runs.map((points) => {
          const current = points[0]?.segment === newest;
          const ink = current ? "var(--accent)" : "var(--prev)";
          return (
            <g key={points[0]?.waveId}>
              <path
                d={`M${points.map(at).join("L")}`}
                fill="none"
                stroke={ink}
                strokeWidth={current ? 2 : 1.75}
              />
              {points.map((point) => (
                <circle
                  key={point.waveId}
                  data-mark
                  cx={x(point.year)}
                  cy={y(point.value ?? 0)}
                  r="3.5"
                  fill={ink}
                />
              ))}
            </g>
          );
        })}
        {trend.points.map(
          (point) =>
            point.segment === newest &&
            point.value !== null && (
              <text
                key={point.waveId}
                x={x(point.year)}
                y={y(point.value) - 8}
                textAnchor="middle"
                fontSize="12"
                fill="var(--ink)"
              >
                {formatFigure(point.value, unit)}
              </text>
            ),
        )}
      </svg>
    </div>
  );
}
