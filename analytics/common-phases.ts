import type { Moments } from "./moments.ts";

/**
 * The phases in which every group has respondents: what compared units can be standardised over when some of them lack
 * a phase (`EvaluateOptions.phases`). The choice belongs beside the numbers, as it changes what they are about.
 * @param by grouping columns of the units compared
 */
export function commonPhases(moments: Moments, by: readonly string[]): readonly string[] {
  const phaseOf = new Map(moments.strata.map((stratum) => [stratum.key, stratum.phase]));
  const groups = new Map<string, Set<string>>();
  for (const { group, stratum, respondents } of moments.cells) {
    if (respondents === 0) continue;
    const key = JSON.stringify(by.map((column) => group[column]));
    const phases = groups.get(key) ?? new Set();
    groups.set(key, phases);
    const phase = group.phase ?? phaseOf.get(stratum);
    if (phase !== undefined) phases.add(phase);
  }
  const sets = [...groups.values()];
  return [...(sets[0] ?? [])].filter((phase) => sets.every((set) => set.has(phase))).toSorted();
}
