"use client";

import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  XAxis,
  YAxis,
} from "recharts";
import type { ReadingUnit, TrendView } from "#server/indicators/reading-view.ts";
import { formatFigure } from "../format.ts";
import { niceScale } from "./scale.ts";
import { trendSegments } from "./trend-segments.ts";

type YearValue = { readonly year: number; readonly value: number };

type Row = { readonly year: number } & Readonly<Record<string, number | readonly [number, number] | null>>;

const LIMITS: Readonly<Record<ReadingUnit, readonly [number, number]>> = {
  points: [0, 100],
  percent: [0, 100],
  nps: [-100, 100],
};

/** One row a year; every segment has columns of its own, so that nothing is drawn across a break. */
function rowsOf(trend: TrendView, targets: readonly YearValue[]): readonly Row[] {
  const years = [...new Set([...trend.points, ...trend.reference].map((point) => point.year))].toSorted(
    (a, b) => a - b,
  );
  return years.map((year) => {
    const row: Record<string, number | readonly [number, number] | null> = { year };
    for (const point of trend.points.filter((candidate) => candidate.year === year)) {
      row[`value${point.segment}`] = point.value;
      if (point.low !== null && point.high !== null) row[`band${point.segment}`] = [point.low, point.high];
    }
    for (const point of trend.reference.filter((candidate) => candidate.year === year))
      row[`reference${point.segment}`] = point.value;
    const target = targets.find((candidate) => candidate.year === year);
    if (target) row.target = target.value;
    return row as Row;
  });
}

/**
 * A number over the years: line and 95% band, cut at a version break, older segments grey, the reference dashed.
 * Values are printed at the newest segment's points, so that the picture reads without hovering.
 */
export function TrendBand({
  trend,
  unit,
  breakName,
  referenceName,
  targets = [],
}: {
  readonly trend: TrendView;
  readonly unit: ReadingUnit;
  readonly breakName: string;
  readonly referenceName: string | undefined;
  /** What the number was to reach, drawn as short steps. */
  readonly targets?: readonly YearValue[];
}) {
  const rows = rowsOf(trend, targets);
  const segments = trendSegments(trend.points).map((points) => points[0]?.segment ?? 0);
  const referenceSegments = [...new Set(trend.reference.map((point) => point.segment))];
  const newest = segments.at(-1);
  const scale = niceScale(
    [
      ...trend.points.flatMap((point) => [point.low, point.high, point.value]),
      ...trend.reference.map((point) => point.value),
      ...targets.map(({ value }) => value),
    ].filter((value) => value !== null),
    { limits: LIMITS[unit], wanted: 3 },
  );
  const years = rows.map((row) => row.year);
  return (
    <ResponsiveContainer width="100%" height={150} initialDimension={{ width: 376, height: 150 }}>
      <ComposedChart
        data={[...rows]}
        margin={{ top: 18, right: 26, bottom: 0, left: 0 }}
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="year"
          type="number"
          domain={[(years[0] ?? 0) - 0.15, (years.at(-1) ?? 0) + 0.15]}
          ticks={years}
          tickFormatter={String}
          tickLine={false}
          axisLine={false}
          tick={{ fontSize: 12, fill: "var(--ink-3)" }}
        />
        <YAxis
          domain={[...scale.domain]}
          ticks={[...scale.ticks]}
          width={30}
          tickLine={false}
          axisLine={false}
          tick={{ fontSize: 12, fill: "var(--ink-3)" }}
        />
        {segments.map((segment) => (
          <Area
            key={`band${segment}`}
            dataKey={`band${segment}`}
            stroke="none"
            fill="var(--band)"
            fillOpacity={segment === newest ? 0.8 : 0.4}
            isAnimationActive={false}
            connectNulls={false}
            activeDot={false}
          />
        ))}
        {trend.breaks.map((mark) => (
          <ReferenceLine
            key={`${mark.year}-${mark.kind}`}
            x={mark.year - 0.5}
            stroke="var(--line-ctl)"
            strokeDasharray="2 3"
            label={{
              value: breakName,
              position: "insideTopRight",
              fontSize: 12,
              fill: "var(--ink-3)",
              offset: 4,
            }}
          />
        ))}
        {referenceSegments.map((segment, place) => (
          <Line
            key={`reference${segment}`}
            dataKey={`reference${segment}`}
            stroke="var(--ref)"
            strokeWidth={1.25}
            strokeDasharray="4 3"
            dot={false}
            isAnimationActive={false}
            connectNulls={false}
            {...(place === referenceSegments.length - 1 && referenceName ? { name: referenceName } : {})}
          />
        ))}
        {targets.length > 0 && (
          <Line
            dataKey="target"
            stroke="none"
            dot={({ cx, cy, value, key }) =>
              typeof value === "number" && cx !== undefined ? (
                <line
                  key={key}
                  x1={cx - 11}
                  x2={cx + 11}
                  y1={cy}
                  y2={cy}
                  stroke="var(--ink-3)"
                  strokeWidth={2}
                />
              ) : (
                <g key={key} />
              )
            }
            isAnimationActive={false}
          />
        )}
        {segments.map((segment) => (
          <Line
            key={`value${segment}`}
            dataKey={`value${segment}`}
            stroke={segment === newest ? "var(--accent)" : "var(--prev)"}
            strokeWidth={segment === newest ? 2 : 1.75}
            dot={{ r: 3.5, strokeWidth: 0, fill: segment === newest ? "var(--accent)" : "var(--prev)" }}
            label={
              segment === newest
                ? {
                    position: "top",
                    fontSize: 12,
                    fill: "var(--ink)",
                    formatter: (value) => (typeof value === "number" ? formatFigure(value, unit) : ""),
                  }
                : false
            }
            isAnimationActive={false}
            connectNulls={false}
          />
        ))}
      </ComposedChart>
    </ResponsiveContainer>
  );
}
