import { z } from "zod";
import { detectableChange, marginOfShare, sizeForShare } from "#analytics/statistics/sample-size.ts";

const answers = z.int().min(1).max(1_000_000);
/** Share of those asked who are expected to answer; 1 draws just as many homes as answers are wanted. */
const rate = z.number().gt(0).max(1).default(1);

/** Whom to ask of a frame. */
export const samplePlan = z.discriminatedUnion("kind", [
  /** Everybody; `answers` is what a stratum is hoped to give. */
  z.strictObject({ kind: z.literal("census"), answers: answers.default(30) }),
  /** So many answers of each project and phase. */
  z.strictObject({ kind: z.literal("per-stratum"), answers, rate }),
  /** As many answers of each project and phase as a share needs to be known to the margin (0.05 is ±5 points). */
  z.strictObject({ kind: z.literal("margin"), margin: z.number().gt(0).max(0.5), rate }),
]);
export type SamplePlan = z.infer<typeof samplePlan>;

/** A plan with the rule for small strata, as it is stored with the draw. */
export const storedPlan = z.strictObject({ plan: samplePlan, takeAllBelow: z.int().min(0) });
export type StoredPlan = z.infer<typeof storedPlan>;

export type PlannedStratum = {
  readonly owners: number;
  /** Answers wanted. */
  readonly target: number;
  /** Homes to be asked. */
  readonly drawn: number;
  readonly takeAll: boolean;
  /** Half-width of the 95 % interval of a share near one half, in percentage points, when the target is reached. */
  readonly marginPoints: number | undefined;
  /** Smallest change of a 0–100 score that two such waves tell from noise; targets below it cannot be tested. */
  readonly detectablePoints: number;
};

/** Standard deviation of single answers on 0–100 scores of this kind, for planning. */
const SCORE_DEVIATION = 20;

function wanted(plan: SamplePlan, owners: number): number {
  if (plan.kind !== "margin") return plan.answers;
  return Math.ceil(sizeForShare({ margin: plan.margin, population: owners }) - 1e-9);
}

/**
 * What a plan asks of a stratum of so many owners. Strata below `takeAllBelow`, and those of which more than half would be
 * asked for a margin (Cochran's n₀ at least twice the owners), are taken whole.
 */
export function planStratum({ plan, takeAllBelow }: StoredPlan, owners: number): PlannedStratum {
  const target = Math.min(owners, wanted(plan, owners));
  const asked = plan.kind === "census" ? owners : Math.ceil(target / plan.rate - 1e-9);
  const scarce = plan.kind === "margin" && owners <= sizeForShare({ margin: plan.margin }) / 2;
  const takeAll = plan.kind === "census" || owners < takeAllBelow || asked >= owners || scarce;
  return {
    owners,
    target,
    drawn: takeAll ? owners : asked,
    takeAll,
    marginPoints: target === 0 ? undefined : 100 * marginOfShare(target, { population: owners }),
    detectablePoints: detectableChange(Math.max(1, target), SCORE_DEVIATION),
  };
}
