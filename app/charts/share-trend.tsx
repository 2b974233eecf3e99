import type { Scale } from "./scale.ts";

export type SharePoint = {
  readonly at: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
};

const WIDTH = 92;
const HEIGHT = 26;

/** A small course of a share with its intervals as a band; all rows of a list share `scale`. */
export function ShareTrend({
  points,
  scale,
  label,
}: {
  readonly points: readonly SharePoint[];
  readonly scale: Scale;
  readonly label: string;
}) {
  const x = (place: number) =>
    points.length < 2 ? WIDTH - 6 : 4 + (place / (points.length - 1)) * (WIDTH - 10);
  const y = (value: number) => HEIGHT - 3 - (scale.at(value) / 100) * (HEIGHT - 6);
  const line = points.map(({ value }, place) => `${x(place)} ${y(value)}`);
  const band = [
    ...points.map(({ high }, place) => `${x(place)} ${y(high)}`),
    ...points.map(({ low }, place) => `${x(place)} ${y(low)}`).toReversed(),
  ];
  const last = points.at(-1);
  return (
    <svg width={WIDTH} height={HEIGHT} role="img" aria-label={label} className="block">
      {points.length > 1 && (
        <>
          <path d={`M${band.join("L")}Z`} fill="var(--band)" opacity="0.7" />
          <path d={`M${line.join("L")}`} fill="none" stroke="var(--accent)" strokeWidth="1.75" />
        </>
      )}
      {last && <circle data-mark cx={x(points.length - 1)} cy={y(last.value)} r="3" fill="var(--accent)" />}
    </svg>
  );
}
