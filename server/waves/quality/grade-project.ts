import { binomialTails } from "#analytics/statistics/funnel-limits.ts";

/** What the screens and reviews say about the fieldwork of one project. */
export type ProjectFacts = {
  /** Answers that came in, without those broken off. */
  readonly received: number;
  readonly allBest: number;
  readonly flagged: number;
  readonly isolated: number;
  readonly voided: number;
  readonly inBursts: number;
  readonly fromStaffNetworks: number;
  /** "Somebody asked me to change my mark." */
  readonly interference: number;
  /** Owners in the frame, and those of them left out on request. */
  readonly owners: number;
  readonly leftOut: number;
};

/** A: nothing odd · B: to be looked at · C: shown, and not appraised until it was audited. */
export type QualityGrade = "A" | "B" | "C";

const FEWEST = 10;

/**
 * How far the fieldwork of a project can be relied on, by rules of the product's own (methodology 13).
 * C: answers were voided (3, or a twentieth), or all-best answers lie beyond the group's 99.8 % limit and something shows
 * how: a burst, or a twentieth from networks of our own. B: all-best answers beyond the 97.5 % limit, any burst, a seventh
 * marked, two owners who were asked for another mark, or a fiftieth of the owners left out on request.
 * @param share all-best answers among those of all projects, strictly between 0 and 1
 * @returns undefined below ten answers
 */
export function gradeProject(facts: ProjectFacts, share: number): QualityGrade | undefined {
  const { received } = facts;
  if (received < FEWEST) return undefined;
  // only too many of the best are suspicious
  const tail = share > 0 && share < 1 ? binomialTails(facts.allBest, received, share).upper : 1;
  const steered = facts.inBursts > 0 || facts.fromStaffNetworks >= received / 20;
  if (facts.voided >= 3 || facts.voided >= received / 20) return "C";
  if (tail < 0.001 && steered) return "C";
  const odd =
    tail < 0.025 ||
    facts.inBursts > 0 ||
    facts.flagged + facts.isolated >= received / 7 ||
    facts.interference >= 2 ||
    (facts.leftOut > 0 && facts.leftOut >= facts.owners / 50);
  return odd ? "B" : "A";
}
