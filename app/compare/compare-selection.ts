import { createLoader, parseAsString, parseAsStringLiteral } from "nuqs/server";
import type { UnitsQuery } from "#server/explanations/units-query.ts";
import { indicatorQueryOf } from "../selection/indicator-query.ts";
import type { Selection } from "../selection/selection.ts";

/** What only the comparison can choose; in the address like everything else. */
export const COMPARE_SELECTION = {
  /** The indicator; the index when left out. */
  node: parseAsString,
  level: parseAsStringLiteral(["parts", "projects"]).withDefault("projects"),
  mix: parseAsStringLiteral(["standard", "own"]).withDefault("standard"),
  age: parseAsStringLiteral(["calendar", "same"]).withDefault("calendar"),
  shape: parseAsStringLiteral(["bands", "funnel"]).withDefault("bands"),
} as const;

export const loadCompareSelection = createLoader(COMPARE_SELECTION);
export type CompareSelection = Awaited<ReturnType<typeof loadCompareSelection>>;

/** The address as the server's question. `home` is the unit to fall back on. */
export function unitsQueryOf(selection: Selection, own: CompareSelection, home: number): UnitsQuery {
  const { unit, wave, phase, organisation, rule } = indicatorQueryOf(selection, home);
  const { node, level, mix, age } = own;
  const asked = node !== null && node.length <= 40 ? node : undefined;
  return { unit, wave, phase, organisation, rule, level, mix, age, node: asked };
}
