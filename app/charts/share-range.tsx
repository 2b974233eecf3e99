import type { Scale } from "./scale.ts";

/** One share on a line shared by several rows: a bar from 0 to the share, with the whisker of its interval. */
export function ShareRange({
  value,
  low,
  high,
  scale,
  label,
  strong = true,
  reference = null,
}: {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly scale: Scale;
  readonly label: string;
  /** Grey where the order means nothing. */
  readonly strong?: boolean;
  readonly reference?: number | null;
}) {
  const colour = strong ? "var(--accent)" : "var(--prev)";
  return (
    <svg width="100%" height="20" role="img" aria-label={label} className="block overflow-visible">
      <line x1="0" x2="100%" y1="19.5" y2="19.5" stroke="var(--line)" />
      <rect
        data-mark
        x="0"
        y="5"
        height="10"
        width={scale.percent(value)}
        fill={strong ? "var(--band)" : "var(--d0)"}
      />
      {low !== null && high !== null && (
        <line
          x1={scale.percent(low)}
          x2={scale.percent(high)}
          y1="10"
          y2="10"
          stroke={colour}
          strokeWidth="2"
          strokeDasharray={strong ? undefined : "3 2"}
        />
      )}
      {reference !== null && (
        <line
          x1={scale.percent(reference)}
          x2={scale.percent(reference)}
          y1="1"
          y2="19"
          stroke="var(--ref)"
          strokeWidth="1.5"
        />
      )}
      <circle data-mark cx={scale.percent(value)} cy="10" r="4" fill={colour} />
    </svg>
  );
}
