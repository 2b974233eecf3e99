import type { ReadingView } from "#server/indicators/reading-view.ts";
import { formatTick } from "../format.ts";
import type { Scale } from "./scale.ts";

/** The labels of a scale shared by the rows of a table. */
export function DotRangeAxis({ scale }: { readonly scale: Scale }) {
  return (
    <svg width="100%" height="18" aria-hidden="true" className="block overflow-visible">
      {scale.ticks.map((tick) => (
        <text key={tick} x={scale.percent(tick)} y="13" textAnchor="middle" fontSize="12" fill="var(--ink-3)">
          {formatTick(tick)}
        </text>
      ))}
    </svg>
  );
}

/**
 * One row of a dot-range chart: dot and whisker for now, hollow dot for last year, a grey line for the reference.
 * @param reach by how much lines are longer than the row at either end: where a cell clips them, those of its rows are one
 */
export function DotRange({
  reading,
  previous,
  reference,
  scale,
  label,
  height = 28,
  reach = 0,
}: {
  readonly reading: ReadingView;
  readonly previous: ReadingView | null;
  readonly reference: number | null;
  readonly scale: Scale;
  readonly label: string;
  readonly height?: number;
  readonly reach?: number;
}) {
  const middle = height / 2;
  const { value, low, high } = reading;
  const careful = reading.state === "indicative";
  return (
    <svg width="100%" height={height} role="img" aria-label={label} className="block overflow-visible">
      {scale.ticks.map((tick) => (
        <line
          key={tick}
          x1={scale.percent(tick)}
          x2={scale.percent(tick)}
          y1={-reach}
          y2={height + reach}
          stroke="var(--line)"
        />
      ))}
      {reference !== null && (
        <line
          x1={scale.percent(reference)}
          x2={scale.percent(reference)}
          y1={-reach}
          y2={height + reach}
          stroke="var(--ref)"
          strokeWidth="1.5"
        />
      )}
      {previous?.value != null && (
        <circle
          cx={scale.percent(previous.value)}
          cy={middle}
          r="3.5"
          fill="var(--surface)"
          stroke="var(--prev)"
          strokeWidth="1.5"
        />
      )}
      {low !== null && high !== null && (
        <line
          data-mark
          x1={scale.percent(low)}
          x2={scale.percent(high)}
          y1={middle}
          y2={middle}
          stroke="var(--accent)"
          strokeWidth="2"
          strokeDasharray={careful ? "3 2" : undefined}
        />
      )}
      {value !== null && (
        <circle
          data-mark
          cx={scale.percent(value)}
          cy={middle}
          r="4.5"
          fill={careful ? "var(--surface)" : "var(--accent)"}
          stroke="var(--accent)"
          strokeWidth={careful ? 2 : 0}
        />
      )}
    </svg>
  );
}
