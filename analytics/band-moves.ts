import { tieBands } from "./bands.ts";
import type { Reading } from "./reading.ts";

/** A unit with its score before and after; only those with both. */
export type MovedUnit = {
  readonly key: string;
  /** Breaks ties, so that equal scores stand in a fixed order. */
  readonly code: string;
  readonly before: Reading;
  readonly after: Reading;
};

export type BandMove = {
  /** From 1; members of a band cannot be told apart. */
  readonly bandBefore: number;
  readonly bandAfter: number;
  readonly placeBefore: number;
  readonly placeAfter: number;
  /** `band`: stands elsewhere than before. `noise`: changed places only with those it cannot be told from. */
  readonly mark: "band" | "noise" | "none";
};

/** By key, a unit's band and its place in the order, both from 1. */
function order(units: readonly MovedUnit[], side: "before" | "after") {
  const bands = tieBands(
    units,
    (unit) => unit[side],
    ({ code }) => code,
  );
  const places = bands.flatMap((band, at) => band.map(({ key }) => ({ key, band: at + 1 })));
  return new Map(places.map(({ key, band }, at) => [key, { band, place: at + 1 }]));
}

/** Which units stand in another band after a change of the rule, and which only changed places within the noise; by key. */
export function bandMoves(units: readonly MovedUnit[]): ReadonlyMap<string, BandMove> {
  const [past, next] = [order(units, "before"), order(units, "after")];
  return new Map(
    units.map(({ key }) => {
      const [was, is] = [past.get(key), next.get(key)];
      const mark = was?.band !== is?.band ? "band" : was?.place !== is?.place ? "noise" : "none";
      const move: BandMove = {
        bandBefore: was?.band ?? 0,
        bandAfter: is?.band ?? 0,
        placeBefore: was?.place ?? 0,
        placeAfter: is?.place ?? 0,
        mark,
      };
      return [key, move];
    }),
  );
}
