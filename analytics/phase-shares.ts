import type { Plan } from "./compile.ts";
import type { Condensed } from "./condense.ts";
import type { EvaluateOptions } from "./evaluate-options.ts";
import { climb, partSums, readParts } from "./part-values.ts";

/** By part and node: the phase's share in the standardised value, and in the whole mix (for coverage). */
export type PhaseShares = {
  readonly share: readonly Float64Array[];
  readonly covered: readonly Float64Array[];
};

/**
 * The phase mix of the standardised estimand, E2 = Σ π·value of the phase, π from the definition's `standard`.
 * A phase in which all groups together have no value does not belong to a node's mix: quasi-owners have no house to rate.
 * A group that lacks a phase of the mix has no value, unless `phases` says otherwise.
 */
export function phaseShares(
  plan: Plan,
  condensed: Condensed,
  phases: EvaluateOptions["phases"],
): PhaseShares {
  const standard = plan.definition.standard;
  if (standard === undefined) {
    throw new Error(
      `definition ${plan.definition.id} has no phase mix: add "standard" or choose another estimand`,
    );
  }
  const width = plan.nodes.length;
  const { arrangement } = condensed;
  const parts = arrangement.partPhase.length;
  const sums = partSums(plan);
  const hasValue = (phase: string | undefined, members: readonly number[]) => {
    readParts(plan, condensed, members, sums);
    climb(plan, phase, sums);
    return Array.from(sums.value, (value) => !Number.isNaN(value));
  };
  const mix = (phase: string | undefined) =>
    phase === undefined || (Array.isArray(phases) && !phases.includes(phase)) ? 0 : (standard[phase] ?? 0);
  const answered = arrangement.partPhase.map((phase, part) => hasValue(phase, [part]));
  const inMix = [...Map.groupBy(arrangement.partPhase.keys(), (part) => arrangement.partPhase[part])].map(
    ([phase, members]) => ({ share: mix(phase), known: hasValue(phase, members) }),
  );
  const whole = Array.from({ length: width }, (_, i) =>
    inMix.reduce((sum, { share, known }) => sum + (known[i] ? share : 0), 0),
  );
  const share = Array.from({ length: parts }, () => new Float64Array(width));
  const covered = Array.from({ length: parts }, () => new Float64Array(width));
  for (let g = 0; g < arrangement.groups.length; g++) {
    const own = arrangement.partPhase
      .map((phase, part) => ({ phase, part }))
      .slice(arrangement.partStart[g], arrangement.partStart[g + 1]);
    for (let i = 0; i < width; i++) {
      const present = own.filter(({ part }) => answered[part]?.[i]);
      const total = present.reduce((sum, { phase }) => sum + mix(phase), 0);
      if (total === 0) continue;
      // Records are the same in every phase, so a phase without answers takes nothing from them.
      const ofRecords = i >= plan.answerCount && i < plan.leafCount;
      const complete = total === whole[i] || phases === "present" || ofRecords;
      for (const { phase, part } of present) {
        (share[part] as Float64Array)[i] = complete ? mix(phase) / total : 0;
        (covered[part] as Float64Array)[i] = mix(phase) / (ofRecords ? total : (whole[i] ?? 1));
      }
    }
  }
  return { share, covered };
}
