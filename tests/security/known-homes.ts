import type { CutTableRequest } from "#server/explore/cut-table.ts";
import { sumsByCuts } from "#server/explore/sums-by-cuts.ts";
import type { UnitKey } from "#server/indicators/place.ts";
import { OWNER_PHASES, type OwnerPhase } from "#surveys/owner-phase.ts";

/** Who answered at all, which is no secret: in which project which phases have homes of which batch. */
export type Homes = ReadonlySet<string>;

export async function homesOf(asked: CutTableRequest): Promise<Homes> {
  const { cells } = await sumsByCuts(asked, ["batch"]);
  return new Set(
    cells.flatMap(({ group, respondents }) =>
      respondents === 0 ? [] : [`project:${group.project}|${group.phase}|${group.batch}`],
    ),
  );
}

/** Phases and batches of a project that hang together by its homes. */
export function sameHomes(
  project: UnitKey,
  homes: Homes,
  batches: readonly string[],
): readonly (readonly [readonly OwnerPhase[], readonly string[]])[] {
  const groups: [OwnerPhase[], string[]][] = [];
  for (const phase of OWNER_PHASES) {
    const own = batches.filter((batch) => homes.has(`${project}|${phase}|${batch}`));
    if (own.length === 0) continue;
    const near = groups.filter(([, others]) => others.some((batch) => own.includes(batch)));
    for (const group of near) groups.splice(groups.indexOf(group), 1);
    groups.push([
      [phase, ...near.flatMap(([phases]) => phases)],
      [...new Set([...own, ...near.flatMap(([, others]) => others)])],
    ]);
  }
  return groups;
}
