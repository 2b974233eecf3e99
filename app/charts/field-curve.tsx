"use client";

import {
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceDot,
  ReferenceLine,
  ResponsiveContainer,
  XAxis,
  YAxis,
} from "recharts";
import type { CurvePoint, Forecast } from "#server/waves/monitor/field-pace.ts";
import { addDays, type CalendarDate, daysBetween } from "#surveys/calendar-date.ts";
import { formatCount } from "../format.ts";
import { niceScale } from "./scale.ts";

type Row = { readonly at: number; readonly counted?: number; readonly ahead?: number };

/** A running total to today, a dashed line on to the last day, and the target across. */
export function FieldCurve({
  curve,
  forecast,
  opensOn,
  closesOn,
  target,
  targetName,
  label,
}: {
  readonly curve: readonly CurvePoint[];
  readonly forecast: Pick<Forecast, "atClose"> | undefined;
  readonly opensOn: CalendarDate;
  readonly closesOn: CalendarDate;
  readonly target: number;
  readonly targetName: string;
  readonly label: string;
}) {
  const at = (day: CalendarDate) => daysBetween(opensOn, day);
  const last = curve.at(-1);
  const end = at(closesOn);
  const rows: Row[] = curve.map(({ day, counted }) => ({
    at: at(day),
    counted,
    ...(forecast && day === last?.day && { ahead: counted }),
  }));
  if (forecast && last && at(last.day) < end) rows.push({ at: end, ahead: forecast.atClose });
  const tops = [target, last?.counted ?? 0, forecast?.atClose ?? 0];
  const scale = niceScaleOfCounts(Math.max(...tops));
  const tick = { fontSize: 12, fill: "var(--ink-3)" };
  const ticks = [...new Set([0, ...(last ? [at(last.day)] : []), end])];
  return (
    <div role="img" aria-label={label}>
      <ResponsiveContainer width="100%" height={168} initialDimension={{ width: 240, height: 168 }}>
        <ComposedChart
          data={rows}
          margin={{ top: 16, right: 22, bottom: 0, left: 0 }}
          accessibilityLayer={false}
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="at"
            type="number"
            domain={[0, end]}
            ticks={spread(ticks, end)}
            tickFormatter={(day: number) => addDays(opensOn, day).slice(5)}
            tickLine={false}
            axisLine={false}
            tick={tick}
          />
          <YAxis
            domain={[...scale.domain]}
            ticks={[...scale.ticks]}
            tickFormatter={formatCount}
            width={46}
            tickLine={false}
            axisLine={false}
            tick={tick}
          />
          {target > 0 && (
            <ReferenceLine
              y={target}
              stroke="var(--ink)"
              strokeWidth={1.25}
              label={{
                value: targetName,
                position: "insideTopLeft",
                fontSize: 12,
                fill: "var(--ink-2)",
                dy: -17,
              }}
            />
          )}
          <Line
            dataKey="ahead"
            stroke="var(--accent)"
            strokeWidth={1.5}
            strokeDasharray="3 3"
            dot={false}
            isAnimationActive={false}
          />
          <Line
            dataKey="counted"
            stroke="var(--accent)"
            strokeWidth={2}
            dot={false}
            isAnimationActive={false}
          />
          {last && (
            <ReferenceDot
              x={at(last.day)}
              y={last.counted}
              r={4}
              fill="var(--accent)"
              stroke="none"
              label={{
                value: formatCount(last.counted),
                position: at(last.day) > end * 0.8 ? "left" : "bottom",
                fontSize: 12,
                fill: "var(--ink)",
                fontWeight: 600,
              }}
            />
          )}
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}

/** Days whose labels do not run into one another; the first and the last always stay. */
function spread(ticks: readonly number[], end: number): number[] {
  const room = end * 0.16;
  return ticks.filter((tick) => tick === 0 || tick === end || (tick > room && tick < end - room));
}

/** Counts start at nothing; the scale for scores stops at hundreds, so it is asked for a hundredth. */
function niceScaleOfCounts(most: number): {
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
} {
  const factor = 10 ** Math.max(0, Math.ceil(Math.log10(Math.max(1, most))) - 1);
  const { ticks } = niceScale([0, (most * 1.06) / factor], { limits: [0, 1_000], wanted: 4 });
  const scaled = ticks.map((tick) => tick * factor);
  return { domain: [0, scaled.at(-1) ?? factor], ticks: scaled };
}
