import { AppError } from "#server/app-error.ts";
import type { DriverRow } from "#server/explanations/driver-row.ts";
import { phaseDrivers } from "#server/explanations/drivers-view.ts";
import { cutFor, type IndicatorCut, placeFor } from "#server/indicators/cut.ts";
import { nodeRef } from "#server/indicators/nodes.ts";
import { passportOf } from "#server/indicators/passport.ts";
import { changeAt, gapAt, readingAt } from "#server/indicators/reading-of.ts";
import type { ChangeView, NodeRef, PassportView, ReadingView } from "#server/indicators/reading-view.ts";
import type { Sources } from "#server/indicators/sources.ts";
import type { Scope } from "#server/scope/scope.ts";
import type { OwnerPhase } from "#surveys/owner-phase.ts";

/** What a draft rests on: the numbers as they were when it was put on the list, with their passport. */
export type Evidence = {
  readonly node: NodeRef;
  readonly reading: ReadingView;
  readonly previous: ReadingView | null;
  /** Against the wave before, and against the group. */
  readonly change: ChangeView | null;
  readonly gap: ChangeView | null;
  /** What it weighs in the overall mark of the phase, where that was the reason. */
  readonly importance: Pick<DriverRow, "share" | "low" | "high" | "rank"> | null;
  readonly passport: PassportView;
};

export type EvidenceQuery = {
  readonly unit: number;
  readonly wave: number;
  readonly node: string;
  readonly phase?: OwnerPhase | undefined;
  readonly kind: "change" | "driver" | "priority" | "operation" | "number";
  readonly rule?: number | undefined;
};

async function importanceOf(
  sources: Sources,
  cut: IndicatorCut,
  node: string,
): Promise<Evidence["importance"]> {
  const { phases } = await phaseDrivers(sources, cut);
  const row = phases
    .flatMap(({ drivers, users }) => [...drivers, ...users.flatMap(({ driver }) => driver ?? [])])
    .find((driver) => driver.node.id === node);
  return row ? { share: row.share, low: row.low, high: row.high, rank: row.rank } : null;
}

/**
 * Reads the numbers behind a finding, under the asker's scope and after suppression.
 * @throws AppError `not_found` for what is not the asker's, `invalid` where no number is shown to act on
 */
export async function readEvidence(
  sources: Sources,
  scope: Scope,
  { unit, wave, node, phase, kind, rule }: EvidenceQuery,
): Promise<{ readonly evidence: Evidence; readonly cut: IndicatorCut }> {
  const cut = await cutFor(sources, scope, { unit, wave, phase, rule, organisation: "then" });
  const info = cut.infos.find(({ id }) => id === node);
  if (!info)
    throw new AppError("not_found", "There is no such indicator for you: choose one from the table.");
  const place = placeFor(cut, cut.unit, phase);
  const reading = readingAt(cut.now.table, place, node);
  if (reading.value === null)
    throw new AppError(
      "invalid",
      "No number is shown here, so nothing can be put on the list: choose another.",
    );
  const evidence: Evidence = {
    node: nodeRef(info),
    reading,
    previous: cut.before ? readingAt(cut.before.table, place, node) : null,
    change: changeAt(cut, place, node),
    gap: gapAt(cut, place, node),
    importance:
      phase !== undefined && (kind === "driver" || kind === "priority")
        ? await importanceOf(sources, cut, node)
        : null,
    passport: passportOf(cut, info),
  };
  return { evidence, cut };
}
