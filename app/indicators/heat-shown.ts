import { stepOf } from "#server/indicators/fill-step.ts";
import type { ChangeView, ReadingUnit } from "#server/indicators/reading-view.ts";
import type { HeatCell } from "#server/indicators/views.ts";
import { formatCount, formatDifference, formatFigure, NOTHING } from "../format.ts";
import type { HeatMeasure } from "../selection/selection.ts";
import { isSilent, withheldMark } from "../withheld-mark.ts";

/** What a cell prints: the score, the gap, the change or n. */
export function printed(cell: HeatCell, unit: ReadingUnit, measure: HeatMeasure): string {
  const mark = withheldMark(cell);
  if (mark) return mark;
  if (measure === "count") return cell.state === "undefined" ? NOTHING : formatCount(cell.n);
  if (measure === "gap")
    return cell.difference ? formatDifference(cell.difference.difference, unit) : NOTHING;
  if (measure === "change") return cell.change ? formatDifference(cell.change.difference, unit) : NOTHING;
  return formatFigure(cell.value, unit);
}

/** The fill of a cell says what it prints: the gap beside scores and gaps, the change itself, nothing of numbers of people. */
export function shownStep(
  cell: HeatCell,
  measure: HeatMeasure,
  steps: readonly [number, number],
): HeatCell["step"] {
  if (measure === "count") return 0;
  return measure === "change" ? stepOf(cell.change, steps) : cell.step;
}

/** The change an arrow tells of: one with a verdict, beside scores and changes; none of few answers. */
export function shownMove(cell: HeatCell, measure: HeatMeasure): ChangeView | undefined {
  if (isSilent(cell.state) || cell.state === "indicative") return undefined;
  if (measure !== "score" && measure !== "change") return undefined;
  return cell.change && cell.change.verdict !== "not-distinguishable" ? cell.change : undefined;
}
