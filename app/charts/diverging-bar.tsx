import type { DistributionRow } from "#server/indicators/views.ts";

type Answers = NonNullable<DistributionRow["answers"]>;
type Step = { readonly key: string; readonly per100: number; readonly fill: string; readonly from: number };

const FIVE = ["var(--d-3)", "var(--d-2)", "var(--d0)", "var(--d2)", "var(--d3)"];

/** Colour of an answer by its place on the scale: low ochre, middle neutral, high teal. */
function fillOf(place: number, count: number): string {
  const step = count <= 1 ? 2 : Math.round((place / (count - 1)) * 4);
  return FIVE[step] ?? "var(--d0)";
}

/** Share of the answers that lies left of the middle of the scale; the middle answer counts by half. */
function leftOfMiddle(answers: Answers): number {
  const middle = (answers.length - 1) / 2;
  return answers.reduce((sum, answer, place) => {
    if (place < middle) return sum + answer.per100;
    return place === middle ? sum + answer.per100 / 2 : sum;
  }, 0);
}

/** How far the widest of several rows reaches to either side of the middle, so that rows share one scale. */
export function divergingReach(rows: readonly DistributionRow[]): readonly [number, number] {
  let left = 10;
  let right = 10;
  for (const { answers } of rows) {
    if (answers === null) continue;
    const total = answers.reduce((sum, answer) => sum + answer.per100, 0);
    left = Math.max(left, leftOfMiddle(answers));
    right = Math.max(right, total - leftOfMiddle(answers));
  }
  return [left, right];
}

/**
 * How people answered, centred on the middle of the scale: fixed steps from low to high, the count per 100 printed
 * from 5 on.
 */
export function DivergingBar({
  answers,
  reach,
  label,
}: {
  readonly answers: Answers;
  readonly reach: readonly [number, number];
  readonly label: string;
}) {
  const [left, right] = reach;
  const width = left + right;
  const percent = (value: number) => `${(value / width) * 100}%`;
  const steps: Step[] = [];
  let from = left - leftOfMiddle(answers);
  answers.forEach((answer, place) => {
    steps.push({
      key: String(answer.score),
      per100: answer.per100,
      fill: fillOf(place, answers.length),
      from,
    });
    from += answer.per100;
  });
  return (
    <svg width="100%" height="20" role="img" aria-label={label} className="block">
      <line
        x1={percent(left)}
        x2={percent(left)}
        y1="0"
        y2="20"
        stroke="var(--line-ctl)"
        strokeDasharray="2 2"
      />
      {steps.map((step) => (
        <rect
          key={step.key}
          data-mark
          x={percent(step.from)}
          width={percent(step.per100)}
          y="2"
          height="16"
          fill={step.fill}
          stroke="var(--surface)"
        />
      ))}
      {steps.map((step) =>
        step.per100 >= 5 && (step.per100 / width) * 100 >= 6 ? (
          <text
            key={step.key}
            x={percent(step.from + step.per100 / 2)}
            y="14.5"
            textAnchor="middle"
            fontSize="12"
            fill="var(--ink)"
          >
            {Math.round(step.per100)}
          </text>
        ) : null,
      )}
    </svg>
  );
}
