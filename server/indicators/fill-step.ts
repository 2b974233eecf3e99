import type { ChangeView } from "./reading-view.ts";
import type { HeatCell } from "./views.ts";

/** The fill's step: sign of a difference with a verdict, deeper from each of the two limits on. */
export function stepOf(difference: ChangeView | null, steps: readonly [number, number]): HeatCell["step"] {
  if (!difference || difference.verdict === "not-distinguishable") return 0;
  const size = Math.abs(difference.difference);
  const depth = size >= steps[1] ? 3 : size >= steps[0] ? 2 : 1;
  return (difference.verdict === "better" ? depth : -depth) as HeatCell["step"];
}
