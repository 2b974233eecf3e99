import { z } from "zod";
import {
  detectableChange,
  marginOfMean,
  marginOfShare,
  sizeForMean,
  sizeForShare,
} from "#analytics/statistics/sample-size.ts";
import { OWNER_PHASES, type OwnerPhase } from "#surveys/owner-phase.ts";

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
  /** As many answers of each project and phase as a score of 0–100 needs to be known to ±`points`. */
  z.strictObject({ kind: z.literal("mean"), points: z.number().gt(0).max(50), rate }),
]);
export type SamplePlan = z.infer<typeof samplePlan>;

/** What one stratum does otherwise than the plan: so many answers, or everybody. */
const ownPlan = z.strictObject({
  projectId: z.int().positive(),
  phase: z.enum(OWNER_PHASES),
  answers: answers.optional(),
  takeAll: z.literal(true).optional(),
});

/** A plan with the rule for small strata and what single strata do otherwise, as it is stored with the draw. */
export const storedPlan = z.strictObject({
  plan: samplePlan,
  takeAllBelow: z.int().min(0),
  /** By how much weights and clusters widen variances: answers needed are multiplied by it. 1 when left out. */
  designEffect: z.number().min(1).max(10).optional(),
  /** Standard deviation of single answers on 0–100 scores; 20 when left out. */
  deviation: z.number().min(1).max(50).optional(),
  own: z.array(ownPlan).max(20_000).optional(),
});
export type StoredPlan = z.infer<typeof storedPlan>;

export type PlannedStratum = {
  readonly owners: number;
  /** Answers wanted. */
  readonly target: number;
  /** Homes to be asked. */
  readonly drawn: number;
  readonly takeAll: boolean;
  /** Half-width of the 95 % interval of a share near one half, in percentage points, when the target is reached. */
  readonly marginPoints?: number | undefined;
  /** The same of a 0–100 score, in points. */
  readonly meanPoints?: number | undefined;
  /** Smallest change of a 0–100 score that two such waves tell from noise; targets below it cannot be tested. */
  readonly detectablePoints: number;
};

/** Standard deviation of single answers on 0–100 scores of this kind, for planning (methodology 2). */
export const SCORE_DEVIATION = 20;

/** Answers of a simple random sample that a plan for precision needs; undefined where it names answers itself. */
function precise(plan: SamplePlan, deviation: number, population?: number): number | undefined {
  const of = population === undefined ? {} : { population };
  if (plan.kind === "margin") return sizeForShare({ margin: plan.margin, ...of });
  return plan.kind === "mean" ? sizeForMean({ margin: plan.points, ...of }, deviation) : undefined;
}

function wanted(plan: SamplePlan, owners: number, designEffect: number, deviation: number): number {
  if (plan.kind === "census" || plan.kind === "per-stratum") return plan.answers;
  return Math.ceil(designEffect * (precise(plan, deviation, owners) ?? 0) - 1e-9);
}

type StratumPlace = { readonly projectId: number; readonly phase: OwnerPhase };

/**
 * What a plan asks of a stratum of so many owners. Strata below `takeAllBelow`, and those of which more than half would be
 * asked for a margin (Cochran's n₀ times the design effect at least twice the owners), are taken whole.
 * @param at which stratum it is, where the plan may hold something of its own for it
 */
export function planStratum(stored: StoredPlan, owners: number, at?: StratumPlace): PlannedStratum {
  const { plan, takeAllBelow, designEffect = 1, deviation = SCORE_DEVIATION } = stored;
  const own =
    at && stored.own?.find(({ projectId, phase }) => projectId === at.projectId && phase === at.phase);
  const target = Math.min(owners, own?.answers ?? wanted(plan, owners, designEffect, deviation));
  const asked = plan.kind === "census" ? owners : Math.ceil(target / plan.rate - 1e-9);
  const needed = precise(plan, deviation);
  const scarce = needed !== undefined && own?.answers === undefined && owners <= (designEffect * needed) / 2;
  const takeAll =
    plan.kind === "census" || own?.takeAll === true || owners < takeAllBelow || asked >= owners || scarce;
  const wider = Math.sqrt(designEffect);
  return {
    owners,
    target,
    drawn: takeAll ? owners : asked,
    takeAll,
    ...(target > 0 && {
      marginPoints: wider * 100 * marginOfShare(target, { population: owners }),
      meanPoints: wider * marginOfMean(target, deviation, { population: owners }),
    }),
    detectablePoints: wider * detectableChange(Math.max(1, target), deviation),
  };
}
