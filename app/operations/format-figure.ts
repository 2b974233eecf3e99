import type { FigureView } from "#server/operations/figure.ts";
import type { MeasureUnit } from "#server/operations/measures.ts";
import { formatDifference, formatFigure, NOTHING } from "../format.ts";
import { HIDDEN_MARK } from "../withheld-mark.ts";

const SUFFIX: Readonly<Record<MeasureUnit, string>> = { percent: "%", days: "", seconds: "", "per-100": "" };

/** `87.9%`, `4.2`, `3.1`; `<5` where too few records are there, a dot where they would tell of such, a dash where none are. */
export function figureText(figure: FigureView, unit: MeasureUnit, fewest: number): string {
  if (figure.state === "few") return `<${fewest}`;
  if (figure.state === "hidden") return HIDDEN_MARK;
  return figure.value === null ? NOTHING : `${formatFigure(figure.value, "points")}${SUFFIX[unit]}`;
}

/** `85.1–90.3` */
export function intervalText({ low, high }: Pick<FigureView, "low" | "high">): string {
  return low === null || high === null
    ? ""
    : `${formatFigure(low, "points")}–${formatFigure(high, "points")}`;
}

export function changeText(difference: number | null): string {
  return difference === null ? NOTHING : formatDifference(difference, "points");
}
