import type { ComparedUnit, UnitsView } from "#server/explanations/units-answer.ts";

/** Units that stand alike to the group. */
export type CompareGroup = {
  readonly kind: "above" | "same" | "below" | "band" | "unplaced";
  readonly units: readonly ComparedUnit[];
};

const VERDICT = { better: "above", worse: "below", "not-distinguishable": "same" } as const;
const ORDER = ["above", "same", "below", "band", "unplaced"] as const;

/**
 * Units in the groups they can be told apart by: clearly above the group, not distinguishable from it, clearly below. Inside
 * a group they stand by band, then in the order the server gives; those too small come last.
 */
export function compareGroups({ units }: Pick<UnitsView, "units">): readonly CompareGroup[] {
  const kindOf = ({ band, difference }: ComparedUnit): CompareGroup["kind"] =>
    band === null ? "unplaced" : difference === null ? "band" : VERDICT[difference.verdict];
  const groups = Map.groupBy(units, kindOf);
  return ORDER.flatMap((kind) => {
    const own = groups.get(kind);
    return own ? [{ kind, units: own }] : [];
  });
}
