import type { Stratum } from "#analytics/moments.ts";
import type { Design } from "#analytics/stratum-design.ts";
import type { Profile, Share, WeightSpread } from "./method-facts.ts";

/** Respondents who share stratum, group and weight. */
export type Weighed = {
  readonly group: Readonly<Record<string, string>>;
  readonly respondents: number;
  /** Of one of them. */
  readonly weight: number;
};

/** Weight of a stratum's respondents; 1 where the design has none. */
export function stratumWeight(design: Design, stratum: string): number {
  return design.strata[design.placeOf.get(stratum) ?? -1]?.weight ?? 1;
}

/** How unequal weights are. */
export function spreadOfWeights(people: readonly Weighed[]): WeightSpread {
  const weights = people.map(({ weight }) => weight);
  return {
    sum: people.reduce((sum, { weight, respondents }) => sum + weight * respondents, 0),
    squares: people.reduce((sum, { weight, respondents }) => sum + weight * weight * respondents, 0),
    least: weights.reduce((least, weight) => Math.min(least, weight), Number.POSITIVE_INFINITY),
    most: weights.reduce((most, weight) => Math.max(most, weight), 0),
  };
}

function attribute(stratum: Stratum, column: string): string | undefined {
  if (column === "project" || column === "phase" || column === "region") return stratum[column];
  return stratum.group?.[column];
}

function profileOf(column: string, strata: readonly Stratum[], people: readonly Weighed[]): Profile {
  const counted = strata.every(
    (stratum) => stratum.population !== undefined && attribute(stratum, column) !== undefined,
  );
  const owners = new Map<string, number>();
  for (const stratum of counted ? strata : []) {
    const value = attribute(stratum, column) ?? "";
    owners.set(value, (owners.get(value) ?? 0) + (stratum.population ?? 0));
  }
  const members = Map.groupBy(people, ({ group }) => group[column] ?? "");
  const values = [...new Set([...owners.keys(), ...members.keys()])].toSorted();
  return {
    column,
    shares: values.map((value): Share => {
      const own = members.get(value) ?? [];
      return {
        value,
        owners: counted ? (owners.get(value) ?? 0) : undefined,
        respondents: own.reduce((sum, { respondents }) => sum + respondents, 0),
        weight: own.reduce((sum, { respondents, weight }) => sum + respondents * weight, 0),
      };
    }),
  };
}

/** Profiles of the columns there are, a table each. */
export function profilesOf(
  columns: readonly string[],
  strata: readonly Stratum[],
  people: readonly Weighed[],
): readonly Profile[] {
  return [...new Set(columns)].map((column) => profileOf(column, strata, people));
}
