import type { TrendPoint, TrendView } from "#server/indicators/reading-view.ts";
import type { Scale } from "./scale.ts";
import { trendSegments, trendYears } from "./trend-segments.ts";

const WIDTH = 200;

type Place = (point: TrendPoint) => {
  readonly x: number;
  readonly y: number;
  readonly low: number;
  readonly high: number;
};

function areaPath(points: readonly TrendPoint[], place: Place): string {
  const upper = points.map((point) => `${place(point).x} ${place(point).high}`);
  const lower = points.toReversed().map((point) => `${place(point).x} ${place(point).low}`);
  return `M${[...upper, ...lower].join("L")}Z`;
}

function linePath(points: readonly TrendPoint[], place: Place): string {
  return `M${points.map((point) => `${place(point).x} ${place(point).y}`).join("L")}`;
}

/**
 * A small trend with its interval as a band and the reference's mean as a dotted line. Segments on either side of a
 * version break are never joined; older ones are grey. All panels of a page share `scale`.
 */
export function PhaseTrend({
  trend,
  reference,
  scale,
  label,
  height = 54,
}: {
  readonly trend: TrendView;
  readonly reference: number | null;
  readonly scale: Scale;
  readonly label: string;
  readonly height?: number;
}) {
  const points = trend.points.filter((point) => point.value !== null);
  const years = trendYears(trend);
  const across = (year: number) =>
    years.length < 2 ? 94 : 3 + (years.indexOf(year) / (years.length - 1)) * 91;
  const up = (value: number) => height - 4 - (scale.at(value) / 100) * (height - 8);
  const place: Place = (point) => ({
    x: across(point.year) * (WIDTH / 100),
    y: up(point.value ?? 0),
    low: up(point.low ?? point.value ?? 0),
    high: up(point.high ?? point.value ?? 0),
  });
  const segments = trendSegments(points);
  const newest = segments.at(-1);
  const last = newest?.at(-1);
  return (
    <svg width="100%" height={height} role="img" aria-label={label} className="block overflow-visible">
      {reference !== null && (
        <line
          x1="0"
          x2="100%"
          y1={up(reference)}
          y2={up(reference)}
          stroke="var(--ref)"
          strokeDasharray="1 3"
          strokeWidth="1.25"
        />
      )}
      <svg
        viewBox={`0 0 ${WIDTH} ${height}`}
        width="100%"
        height={height}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        {segments.map((segment) => {
          const current = segment === newest;
          return (
            <g key={segment[0]?.waveId}>
              <path d={areaPath(segment, place)} fill="var(--band)" opacity={current ? 0.8 : 0.4} />
              <path
                d={linePath(segment, place)}
                fill="none"
                stroke={current ? "var(--accent)" : "var(--prev)"}
                strokeWidth={current ? 2 : 1.75}
                vectorEffect="non-scaling-stroke"
              />
            </g>
          );
        })}
      </svg>
      {trend.breaks.map((mark) => {
        const place = years.indexOf(mark.year);
        const before = years[place - 1];
        if (before === undefined) return null;
        const x = `${(across(mark.year) + across(before)) / 2}%`;
        return (
          <line
            key={mark.year}
            x1={x}
            x2={x}
            y1="0"
            y2={height}
            stroke="var(--line-ctl)"
            strokeDasharray="2 3"
          />
        );
      })}
      {points.map(
        (point) =>
          point !== last && (
            <circle
              key={point.waveId}
              cx={`${across(point.year)}%`}
              cy={place(point).y}
              r="2"
              fill={newest?.includes(point) ? "var(--accent)" : "var(--prev)"}
            />
          ),
      )}
      {last && (
        <circle data-mark cx={`${across(last.year)}%`} cy={place(last).y} r="3.5" fill="var(--accent)" />
      )}
    </svg>
  );
}
