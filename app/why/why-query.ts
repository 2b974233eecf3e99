import type { ChangeQuery } from "#server/explanations/change-view.ts";
import type { DriversQuery } from "#server/explanations/drivers-view.ts";
import { indicatorQueryOf } from "../selection/indicator-query.ts";
import type { Selection } from "../selection/selection.ts";

/** The address as the question why a number moved. `home` is the unit to fall back on. */
export function changeQueryOf(selection: Selection, home: number): ChangeQuery {
  const { unit, wave, phase, compare, rule } = indicatorQueryOf(selection, home);
  return { unit, wave, phase, compare: compare ?? undefined, rule, node: selection.node ?? undefined };
}

/** The address as the question what moves the overall mark. */
export function driversQueryOf(selection: Selection, home: number): DriversQuery {
  const { unit, wave, phase, rule } = indicatorQueryOf(selection, home);
  return { unit, wave, phase, rule };
}
