import { benjaminiHochberg } from "./benjamini-hochberg.ts";
import { holm } from "./holm.ts";
import { twoSidedPValue } from "./two-sided-p-value.ts";

/** A unit's score and its variance; units are independent samples. */
export type RankedUnit = { readonly value: number; readonly variance: number };

export type RankRange = {
  /** Best rank the data allow: 1 + units significantly better. */
  readonly best: number;
  /** Worst rank: number of units minus those significantly worse. */
  readonly worst: number;
};

/**
 * Range of ranks of each unit, from the pairwise differences that are significant after adjustment over all pairs.
 * For what: a rank is published only with its range; with 60 answers a project a list from 1 to 40 is mostly noise.
 * Holm holds all ranges at once with the confidence level; Benjamini–Hochberg is narrower and lets a share of the pairs be wrong.
 * Mogstad M et al. (2024) Review of Economic Studies 91:476; Holm S (1979) Scandinavian Journal of Statistics 6:65.
 * Two units known without error are told apart whenever they differ.
 * @returns one range a unit, the highest value best
 * @throws RangeError on a value that is no number, a negative variance or a level outside (0, 1)
 */
export function rankRanges(
  units: readonly RankedUnit[],
  method: "holm" | "benjamini-hochberg" = "holm",
  level = 0.05,
): RankRange[] {
  if (!(level > 0 && level < 1))
    throw new RangeError(`a significance level lies strictly between 0 and 1, got ${level}`);
  if (units.some(({ value, variance }) => !Number.isFinite(value) || !(variance >= 0))) {
    throw new RangeError("a ranked unit needs a value and a variance from 0 up");
  }
  const pairs = units.flatMap((one, first) =>
    units.slice(first + 1).map((two, place) => {
      const difference = one.value - two.value;
      const se = Math.sqrt(one.variance + two.variance);
      const p = difference === 0 ? 1 : twoSidedPValue(difference / se);
      return { first, second: first + 1 + place, difference, p };
    }),
  );
  const adjusted = (method === "holm" ? holm : benjaminiHochberg)(pairs.map(({ p }) => p));
  const better = units.map(() => 0);
  const worse = units.map(() => 0);
  for (const [place, { first, second, difference }] of pairs.entries()) {
    if ((adjusted[place] ?? 1) > level) continue;
    const [winner, loser] = difference > 0 ? [first, second] : [second, first];
    better[loser] = (better[loser] ?? 0) + 1;
    worse[winner] = (worse[winner] ?? 0) + 1;
  }
  return units.map((_, unit) => ({
    best: 1 + (better[unit] ?? 0),
    worst: units.length - (worse[unit] ?? 0),
  }));
}
