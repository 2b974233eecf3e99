import type { ReadingView } from "#server/indicators/reading-view.ts";
import type { Scale } from "./scale.ts";

/**
 * One number on a line: band for the 95% interval, dot for the value, hollow dot for last year, tick for the reference.
 * Below 30 answers the band is a dashed line and the dot hollow.
 */
export function IntervalBar({
  reading,
  reference,
  previous,
  scale,
  label,
}: {
  readonly reading: ReadingView;
  readonly reference: ReadingView | null;
  readonly previous: ReadingView | null;
  readonly scale: Scale;
  /** Left out where the numbers stand beside it in words. */
  readonly label?: string;
}) {
  const { value, low, high } = reading;
  const careful = reading.state === "indicative";
  return (
    <svg
      width="100%"
      height="14"
      role="img"
      aria-label={label ?? ""}
      aria-hidden={label === undefined}
      className="block overflow-visible"
    >
      <line x1="0" x2="100%" y1="7" y2="7" stroke="var(--line)" />
      {low !== null &&
        high !== null &&
        (careful ? (
          <line
            x1={scale.percent(low)}
            x2={scale.percent(high)}
            y1="7"
            y2="7"
            stroke="var(--accent)"
            strokeWidth="2"
            strokeDasharray="3 2"
          />
        ) : (
          <rect
            x={scale.percent(low)}
            width={`${scale.at(high) - scale.at(low)}%`}
            y="4"
            height="6"
            rx="3"
            fill="var(--band)"
          />
        ))}
      {reference?.value != null && (
        <line
          x1={scale.percent(reference.value)}
          x2={scale.percent(reference.value)}
          y1="0"
          y2="14"
          stroke="var(--ref)"
          strokeWidth="1.5"
        />
      )}
      {previous?.value != null && (
        <circle
          cx={scale.percent(previous.value)}
          cy="7"
          r="3.5"
          fill="var(--surface)"
          stroke="var(--ref)"
          strokeWidth="1.5"
        />
      )}
      {value !== null && (
        <circle
          data-mark
          cx={scale.percent(value)}
          cy="7"
          r="4"
          fill={careful ? "var(--surface)" : "var(--accent)"}
          stroke="var(--accent)"
          strokeWidth={careful ? 2 : 0}
        />
      )}
    </svg>
  );
}
