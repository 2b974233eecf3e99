import type { Moments } from "#analytics/moments.ts";
import type { UnitKey } from "#server/indicators/place.ts";

/** Phases and batches of a project that are the same homes, as far as anybody answered. */
export type SameHomes = {
  readonly project: UnitKey;
  readonly phases: readonly string[];
  readonly batches: readonly string[];
};

/**
 * Which phases of a project are which of its batches. A batch is handed over within weeks, so its homes are of one phase or two, and
 * who has no batch yet is a prospective owner: everybody on the spot knows it. What phases tell is told of their batches too.
 * @param moments sums divided by batch
 */
export function sameHomes({ cells }: Moments): readonly SameHomes[] {
  const found = new Map<UnitKey, { phases: Set<string>; batches: Set<string> }[]>();
  for (const { group, respondents } of cells) {
    if (respondents === 0) continue;
    const project: UnitKey = `project:${group.project ?? ""}`;
    const [phase, batch] = [group.phase ?? "", group.batch ?? ""];
    const groups = found.get(project) ?? [];
    const near = groups.filter(({ phases, batches }) => phases.has(phase) || batches.has(batch));
    const joined = {
      phases: new Set([phase, ...near.flatMap(({ phases }) => [...phases])]),
      batches: new Set([batch, ...near.flatMap(({ batches }) => [...batches])]),
    };
    found.set(project, [...groups.filter((each) => !near.includes(each)), joined]);
  }
  return [...found].flatMap(([project, groups]) =>
    groups.map(({ phases, batches }) => ({ project, phases: [...phases], batches: [...batches] })),
  );
}
