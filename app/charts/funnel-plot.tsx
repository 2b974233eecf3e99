"use client";

import type { Ref } from "react";
import {
  CartesianGrid,
  ComposedChart,
  LabelList,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Scatter,
  XAxis,
  YAxis,
} from "recharts";
import type { FunnelFrame } from "#server/explanations/funnel-frame.ts";
import type { ReadingUnit } from "#server/indicators/reading-view.ts";
import { formatFigure } from "../format.ts";
import { niceScale } from "./scale.ts";

export type FunnelPoint = {
  readonly name: string;
  /** Effective answers. */
  readonly n: number;
  readonly value: number;
  readonly outside: boolean;
  readonly alarm: boolean;
};

const LIMITS: Readonly<Record<ReadingUnit, readonly [number, number]>> = {
  points: [0, 100],
  percent: [0, 100],
  nps: [-100, 100],
};

const LINES = [
  { key: "warningLow", dash: "4 3" },
  { key: "warningHigh", dash: "4 3" },
  { key: "alarmLow", dash: undefined },
  { key: "alarmHigh", dash: undefined },
] as const;

/** Scores over the number of answers, between the limits chance and ordinary differences draw; only those outside are named. */
export function FunnelPlot({
  frame,
  points,
  unit,
  words,
  svg,
}: {
  readonly frame: FunnelFrame;
  readonly points: readonly FunnelPoint[];
  readonly unit: ReadingUnit;
  readonly words: { readonly n: string; readonly value: string };
  readonly svg?: Ref<SVGSVGElement>;
}) {
  const rows = frame.limits.map(({ n, warning, alarm }) => ({
    n,
    warningLow: warning[0],
    warningHigh: warning[1],
    alarmLow: alarm[0],
    alarmHigh: alarm[1],
  }));
  const values = [
    ...points.map(({ value }) => value),
    ...rows.flatMap(({ alarmLow, alarmHigh }) => [alarmLow, alarmHigh]),
  ];
  const scale = niceScale(values, { limits: LIMITS[unit], wanted: 5 });
  const most = rows.at(-1)?.n ?? 1;
  const across = niceScale([0, most], { limits: [0, most], wanted: 5 });
  const axis = { tickLine: false, axisLine: false, tick: { fontSize: 12, fill: "var(--ink-3)" } } as const;
  return (
    <ResponsiveContainer width="100%" height={420} initialDimension={{ width: 900, height: 420 }}>
      <ComposedChart
        {...(svg && { ref: svg })}
        data={rows}
        margin={{ top: 12, right: 72, bottom: 20, left: 0 }}
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="n"
          type="number"
          domain={[0, most]}
          ticks={[...across.ticks]}
          label={{
            value: words.n,
            position: "insideBottom",
            offset: -12,
            fontSize: 12,
            fill: "var(--ink-3)",
          }}
          {...axis}
        />
        <YAxis type="number" domain={[...scale.domain]} ticks={[...scale.ticks]} width={36} {...axis} />
        <ReferenceLine
          y={frame.target}
          stroke="var(--ref)"
          strokeWidth={1.5}
          label={{
            value: formatFigure(frame.target, unit),
            position: "right",
            fontSize: 12,
            fill: "var(--ink-2)",
          }}
        />
        {LINES.map(({ key, dash }) => (
          <Line
            key={key}
            dataKey={key}
            stroke="var(--line-ctl)"
            strokeWidth={1.25}
            strokeDasharray={dash}
            dot={false}
            isAnimationActive={false}
          />
        ))}
        <Scatter
          name={words.value}
          data={points.filter(({ outside }) => !outside)}
          dataKey="value"
          fill="var(--prev)"
          isAnimationActive={false}
        />
        <Scatter
          data={points.filter(({ outside }) => outside)}
          dataKey="value"
          fill="var(--accent)"
          shape="diamond"
          isAnimationActive={false}
        >
          <LabelList dataKey="name" position="right" fontSize={12} fill="var(--ink)" />
        </Scatter>
      </ComposedChart>
    </ResponsiveContainer>
  );
}
