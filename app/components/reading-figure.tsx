import type { ReadingUnit, ReadingView } from "#server/indicators/reading-view.ts";
import { figureSuffix, formatFigure, formatHalfWidth } from "../format.ts";
import { withheldMark } from "../withheld-mark.ts";
import { classNames } from "./class-names.ts";

const SIZE = { s: "text-20", m: "text-30", l: "text-32" } as const;

/** A key number with its interval beside it: `71.4 ±0.7`. */
export function ReadingFigure({
  reading,
  unit,
  size = "m",
}: {
  readonly reading: ReadingView;
  readonly unit: ReadingUnit;
  readonly size?: keyof typeof SIZE;
}) {
  const careful = reading.state === "indicative";
  return (
    <span className="inline-flex items-baseline gap-2 whitespace-nowrap">
      <span className={classNames(SIZE[size], "font-semibold", careful && "text-ink-2")}>
        {withheldMark(reading) ?? formatFigure(reading.value, unit)}
        {reading.value !== null && figureSuffix(unit) && (
          <small className="text-18 font-semibold">{figureSuffix(unit)}</small>
        )}
      </span>
      {reading.halfWidth !== null && (
        <span className="text-13 text-ink-3">{formatHalfWidth(reading.halfWidth, unit)}</span>
      )}
    </span>
  );
}
