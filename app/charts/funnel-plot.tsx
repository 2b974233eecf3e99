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
import { niceScale } from "./scale.ts";

export type FunnelPoint = {
  readonly name: string;
  /** Effective answers. */
  readonly n: number;
  readonly value: number;
  /** Beyond the limits, on which side; undefined inside them. */
  readonly outside: "above" | "below" | undefined;
};

const LIMITS: Readonly<Record<ReadingUnit, readonly [number, number]>> = {
  points: [0, 100],
  percent: [0, 100],
  nps: [-100, 100],
};

const LINES = [
  { key: "warningLow", dash: undefined },
  { key: "warningHigh", dash: undefined },
  { key: "alarmLow", dash: "4 3" },
  { key: "alarmHigh", dash: "4 3" },
] as const;

/** Better and worse as everywhere: by colour and by shape. */
const OUTSIDE = [
  { side: "above", fill: "var(--pos)", shape: UpMark },
  { side: "below", fill: "var(--neg)", shape: DownMark },
] as const;

type Mark = { readonly cx?: number; readonly cy?: number; readonly fill?: string };

function UpMark({ cx = 0, cy = 0, fill }: Mark) {
  return <path data-mark d={`M${cx} ${cy - 6}L${cx + 6} ${cy + 5}H${cx - 6}Z`} fill={fill} />;
}

function DownMark({ cx = 0, cy = 0, fill }: Mark) {
  return <path data-mark d={`M${cx} ${cy + 6}L${cx + 6} ${cy - 5}H${cx - 6}Z`} fill={fill} />;
}

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
  readonly words: { readonly n: string; readonly value: string; readonly mean: string };
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
  const counts = rows.map(({ n }) => n);
  const [least, most] = [counts[0] ?? 0, counts.at(-1) ?? 1];
  const from = Math.max(0, least - (most - least) / 20);
  const across = niceScale([from, most], { limits: [0, Number.POSITIVE_INFINITY], wanted: 5 });
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
          domain={[from, most]}
          ticks={across.ticks.filter((tick) => tick >= from && tick <= most)}
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
            value: words.mean,
            position: "insideBottomRight",
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
          data={points.filter(({ outside }) => outside === undefined)}
          dataKey="value"
          fill="var(--prev)"
          isAnimationActive={false}
        />
        {OUTSIDE.map(({ side, fill, shape }) => (
          <Scatter
            key={side}
            data={points.filter(({ outside }) => outside === side)}
            dataKey="value"
            fill={fill}
            shape={shape}
            isAnimationActive={false}
          >
            <LabelList dataKey="name" position="right" fontSize={12} fill="var(--ink)" />
          </Scatter>
        ))}
      </ComposedChart>
    </ResponsiveContainer>
  );
}
