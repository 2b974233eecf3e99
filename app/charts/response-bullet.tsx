import type { Pace } from "#server/waves/monitor/field-pace.ts";

const FILL: Readonly<Record<Pace, string>> = {
  met: "var(--d3)",
  "on-track": "var(--accent)",
  behind: "var(--d-3)",
};

/** The track is a quarter longer than the target, so that more than was wanted still shows. */
const BEYOND = 1.25;

/**
 * Answers against a target: the bar is what came, the solid tick what is wanted in the end, the dotted one what is due
 * today. The numbers stand beside it in words, so the drawing itself is silent.
 */
export function ResponseBullet({
  counted,
  target,
  dueByNow,
  pace,
}: {
  readonly counted: number;
  readonly target: number;
  readonly dueByNow: number;
  readonly pace: Pace;
}) {
  const across = (n: number) => `${Math.min(100, (n / Math.max(1, target * BEYOND)) * 100)}%`;
  return (
    <svg width="100%" height="14" aria-hidden="true" className="block">
      <rect x="0" y="4" width="100%" height="6" rx="1" fill="var(--sunken)" />
      <rect data-mark x="0" y="4" width={across(counted)} height="6" rx="1" fill={FILL[pace]} />
      {target > 0 && (
        <>
          <line
            x1={across(dueByNow)}
            x2={across(dueByNow)}
            y1="1"
            y2="13"
            stroke="var(--ink-3)"
            strokeDasharray="2 2"
          />
          <line x1={across(target)} x2={across(target)} y1="0" y2="14" stroke="var(--ink)" strokeWidth="2" />
        </>
      )}
    </svg>
  );
}
