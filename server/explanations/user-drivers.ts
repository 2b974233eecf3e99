import {
  answersNeeded,
  completeRows,
  type DriverAnalysis,
  keyDrivers,
} from "#analytics/statistics/key-drivers.ts";
import type { BootstrapPlan } from "#analytics/statistics/stratified-bootstrap.ts";
import type { NodeInfo } from "#server/indicators/nodes.ts";
import { nodeRef } from "#server/indicators/nodes.ts";
import type { NodeRef, ReadingView } from "#server/indicators/reading-view.ts";
import type { UserModel } from "./driver-data.ts";
import { type DriverRow, driverRow, type ModelVerdict } from "./driver-row.ts";

/** What a dimension that not everybody could rate matters to those who rated it, in a model of their own with the common dimensions. */
export type UserDriver = {
  readonly node: NodeRef;
  /** Respondents of the phase who rated it; null where that is not told. */
  readonly base: number | null;
  /** Those of them who marked everything else in the model; null where even that is not told. */
  readonly n: number | null;
  readonly verdict: ModelVerdict;
  readonly r2: number | null;
  /** Its row in the model; null where nothing may be read from it. */
  readonly driver: DriverRow | null;
  /** Dimensions in the model, itself among them: what its rank is out of. */
  readonly of: number;
};

export type AnalysedUsers = {
  readonly id: string;
  readonly n: number;
  readonly of: number;
  /** Undefined with too few answers, where the intervals need not be drawn, and where nothing varies. */
  readonly analysis: DriverAnalysis | undefined;
};

/** Runs the model of a dimension's users where they are enough for it. */
export function analyseUsers({ id, data }: UserModel, plan: BootstrapPlan): AnalysedUsers {
  const of = data.drivers.length;
  const n = completeRows(data).length;
  // one dimension alone holds all the importance there is, which says nothing of it
  const enough = of > 1 && n >= answersNeeded(of);
  return { id, n, of, analysis: enough ? keyDrivers(data, plan) : undefined };
}

/**
 * What of a users' model may be told.
 * @param reading of the dimension at the same place: while its score is not shown in full, nothing of its users is told
 * @param minimum respondents from which on their number is told
 */
export function userDriver(
  { id, n, of, analysis }: AnalysedUsers,
  info: NodeInfo,
  reading: ReadingView,
  minimum: number,
): UserDriver {
  const full = reading.state === "full";
  const common = { node: nodeRef(info), base: reading.n, n: full && n >= minimum ? n : null, of };
  if (!full || of < 2 || n < answersNeeded(of))
    return { ...common, verdict: "few-answers", r2: null, driver: null };
  const own = analysis?.drivers.find((driver) => driver.id === id);
  if (!analysis || !own) return { ...common, verdict: "no-variation", r2: null, driver: null };
  return { ...common, verdict: analysis.verdict, r2: analysis.r2, driver: driverRow(info, own) };
}
