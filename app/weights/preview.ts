import { bandMoves } from "#analytics/band-moves.ts";
import type { IndexDefinition } from "#analytics/index-definition.ts";
import type { Reading } from "#analytics/reading.ts";
import { placeWeigher, sameScoring } from "#analytics/weigh-place.ts";
import type { WeighedPlace, WeighingBasis } from "#server/definitions/weighing-basis.ts";
import type { WhatIfUnit, WhatIfView } from "#server/definitions/what-if.ts";

/** What a draft does, as far as a picture of it goes. */
export type Effect = Pick<WhatIfView, "units" | "projects" | "changedBand">;

function readingOf(place: WeighedPlace, value: number): Reading {
  const { se, df } = place.index;
  return {
    group: {},
    node: "",
    value,
    se: se ?? undefined,
    df: df ?? undefined,
    low: undefined,
    high: undefined,
    n: undefined,
    population: undefined,
    populationCovered: undefined,
    neff: undefined,
    coverage: undefined,
    state: "full",
  };
}

/**
 * What a draft would do, worked out here at the speed of a hand: the values are those the server gives; bands are tested with
 * the errors of the rule in force until the server has told those of the draft.
 * @returns undefined where the draft scores answers in another way, which only the server can tell
 */
export function previewEffect(
  basis: WeighingBasis,
  draft: IndexDefinition,
  phase: string | undefined,
): Effect | undefined {
  if (!sameScoring(basis.rule, draft)) return undefined;
  const weighed = placeWeigher(basis.rule, draft, phase);
  const unitOf = (place: WeighingBasis["units"][number]): WhatIfUnit => {
    const before = place.index?.value ?? null;
    const after = place.index === null ? null : (weighed(place) ?? null);
    return {
      unit: place.unit,
      before,
      after,
      halfWidth: place.index?.halfWidth ?? null,
      shift: before === null || after === null ? null : after - before,
      shiftSe: null,
      without: place.index === null ? [] : place.hidden,
    };
  };
  const known = basis.projects.flatMap((place) => {
    const after = weighed(place);
    return after === undefined ? [] : [{ place, after }];
  });
  const moves = bandMoves(
    known.map(({ place, after }) => ({
      key: place.unit.code,
      code: place.unit.code,
      before: readingOf(place, place.index.value),
      after: readingOf(place, after),
    })),
  );
  const projects = known.flatMap(({ place }) => {
    const move = moves.get(place.unit.code);
    return move ? [{ ...unitOf(place), ...move }] : [];
  });
  return {
    units: basis.units.map(unitOf),
    projects: projects.toSorted((a, b) => a.placeAfter - b.placeAfter),
    changedBand: projects.filter(({ mark }) => mark === "band").length,
  };
}
