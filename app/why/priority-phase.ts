import type { PhasePriorities, PrioritiesView } from "#server/explanations/priorities-view.ts";

/** Phases in which something can be placed. */
export function fullPhases({ phases }: PrioritiesView): readonly PhasePriorities[] {
  return phases.filter(({ ports }) => ports.length > 0);
}

/** The phase whose priorities are seen: the one chosen, else the last whose order can be told, else the first. */
export function priorityPhase(view: PrioritiesView, chosen: string | null): PhasePriorities | undefined {
  const full = fullPhases(view);
  return (
    full.find(({ phase }) => phase === chosen) ??
    full.findLast(({ verdict }) => verdict === "separable") ??
    full[0]
  );
}
