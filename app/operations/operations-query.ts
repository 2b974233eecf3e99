import type { OperationsQuery } from "#server/operations/operations-view.ts";
import { indicatorQueryOf } from "../selection/indicator-query.ts";
import type { Selection } from "../selection/selection.ts";

/** The address as a question about records beside indicators. */
export function operationsQueryOf(selection: Selection, home: number): OperationsQuery {
  const { unit, wave, compare, rule } = indicatorQueryOf(selection, home);
  return { unit, wave, compare: compare ?? undefined, by: selection.per, rule };
}
