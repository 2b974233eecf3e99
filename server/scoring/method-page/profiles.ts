import type { Stratum } from "#analytics/moments.ts";
import { PRIVACY_FLOOR } from "#analytics/screen-reading.ts";
import type { Design } from "#analytics/stratum-design.ts";
import type { Profile, ProfileRow, WeightFacts } from "./method-facts.ts";

/** Respondents of a value of a column beside the owners they are to stand for. */
type Share = {
  readonly value: string;
  /** Undefined where owners are not counted by this column. */
  readonly owners: number | undefined;
  readonly respondents: number;
  /** Sum of their weights. */
  readonly weight: number;
};

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

/** How unequal weights are: their range, Kish's effective size and design effect. */
export function spreadOfWeights(
  people: readonly Weighed[],
): Pick<WeightFacts, "range" | "effective" | "designEffect"> {
  const weights = people.map(({ weight }) => weight);
  const count = people.reduce((all, { respondents }) => all + respondents, 0);
  const sum = people.reduce((all, { weight, respondents }) => all + weight * respondents, 0);
  const squares = people.reduce((all, { weight, respondents }) => all + weight * weight * respondents, 0);
  const effective = squares > 0 ? sum ** 2 / squares : undefined;
  return {
    range: [
      weights.reduce((least, weight) => Math.min(least, weight), Number.POSITIVE_INFINITY),
      weights.reduce((most, weight) => Math.max(most, weight), 0),
    ],
    effective,
    designEffect: effective === undefined ? undefined : count / effective,
  };
}

function sumOf(shares: readonly Share[], figure: (share: Share) => number): number {
  return shares.reduce((sum, share) => sum + figure(share), 0);
}

/** Groups of too few answers together, so that a small one is not told by its count. */
function joined(shares: readonly Share[]): readonly Share[] {
  const bySize = shares
    .filter(({ respondents }) => respondents > 0)
    .toSorted((a, b) => a.respondents - b.respondents);
  const small = new Set<Share>();
  for (const share of bySize) {
    const together = sumOf([...small], ({ respondents }) => respondents);
    if (share.respondents < PRIVACY_FLOOR || (small.size > 0 && (small.size < 2 || together < PRIVACY_FLOOR)))
      small.add(share);
  }
  if (small.size === 0) return shares;
  const owners = [...small].some((share) => share.owners === undefined)
    ? undefined
    : sumOf([...small], (share) => share.owners ?? 0);
  const rest: Share = {
    value: "其余 Others",
    owners,
    respondents: sumOf([...small], ({ respondents }) => respondents),
    weight: sumOf([...small], ({ weight }) => weight),
  };
  return [...shares.filter((share) => !small.has(share)), rest];
}

function rowsOf(all: readonly Share[], suppression: boolean): readonly ProfileRow[] {
  const shares = suppression ? joined(all) : all;
  const owners = shares.some((share) => share.owners === undefined)
    ? undefined
    : sumOf(shares, (share) => share.owners ?? 0);
  const respondents = sumOf(shares, (share) => share.respondents);
  const weight = sumOf(shares, (share) => share.weight);
  return shares.map((share) => ({
    value: share.value || "—",
    owners: share.owners,
    ofOwners: owners ? (share.owners ?? 0) / owners : undefined,
    respondents: share.respondents,
    ofRespondents: share.respondents / respondents,
    ofWeighted: share.weight / weight,
  }));
}

function attribute(stratum: Stratum, column: string): string | undefined {
  if (column === "project" || column === "phase" || column === "region") return stratum[column];
  return stratum.group?.[column];
}

function sharesOf(column: string, strata: readonly Stratum[], people: readonly Weighed[]): readonly Share[] {
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
  return values.map((value): Share => {
    const own = members.get(value) ?? [];
    return {
      value,
      owners: counted ? (owners.get(value) ?? 0) : undefined,
      respondents: own.reduce((sum, { respondents }) => sum + respondents, 0),
      weight: own.reduce((sum, { respondents, weight }) => sum + respondents * weight, 0),
    };
  });
}

/**
 * Profiles of the columns there are, a table each.
 * @param suppression whether groups of too few answers are told together
 */
export function profilesOf(
  columns: readonly string[],
  strata: readonly Stratum[],
  people: readonly Weighed[],
  suppression: boolean,
): readonly Profile[] {
  return [...new Set(columns)].map((column) => ({
    column,
    rows: rowsOf(sharesOf(column, strata, people), suppression),
  }));
}

/** Counted answers by mode, as they stand in the data. */
export function modesOf(
  people: readonly Weighed[],
): readonly { readonly mode: string; readonly respondents: number }[] {
  const byMode = Map.groupBy(people, ({ group }) => group.mode);
  return [...byMode].flatMap(([mode, own]) =>
    mode === undefined
      ? []
      : [{ mode: mode || "—", respondents: own.reduce((sum, { respondents }) => sum + respondents, 0) }],
  );
}
