import type { QualityGrade } from "#server/waves/quality/grade-project.ts";
import type { Settings } from "./settings.ts";

/**
 * Whether a unit may stand in an order: fieldwork graded C is shown and not appraised until it was audited (methodology 13),
 * unless the rules of the business say otherwise. Units without a grade may.
 */
export function isAppraised(
  grade: QualityGrade | null | undefined,
  settings: Pick<Settings, "comparison.leave_out_c">,
): boolean {
  return grade !== "C" || !settings["comparison.leave_out_c"];
}
