import {
  createLoader,
  createSerializer,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import type { CohortsQuery } from "#server/explanations/cohorts-query.ts";
import type { RelativeChangesQuery } from "#server/explanations/relative-changes.ts";
import type { UnitsQuery } from "#server/explanations/units-query.ts";
import { indicatorQueryOf } from "../selection/indicator-query.ts";
import { SELECTION, type Selection } from "../selection/selection.ts";

/** What only the comparison can choose; in the address like everything else. */
export const COMPARE_SELECTION = {
  /** The indicator; the index when left out. */
  node: parseAsString,
  level: parseAsStringLiteral(["parts", "projects"]).withDefault("projects"),
  mix: parseAsStringLiteral(["standard", "own"]).withDefault("standard"),
  age: parseAsStringLiteral(["calendar", "same", "cohort"]).withDefault("calendar"),
  shape: parseAsStringLiteral(["bands", "funnel"]).withDefault("bands"),
  /** Of handover batches: the year of age looked at, and the project whose batches stand out. */
  years: parseAsInteger,
  project: parseAsInteger,
  /** The unit whose change others' are held against; the group when left out. */
  against: parseAsInteger,
} as const;

export const loadCompareSelection = createLoader(COMPARE_SELECTION);
export const writeCompare = createSerializer({ ...SELECTION, ...COMPARE_SELECTION });
export type CompareSelection = Awaited<ReturnType<typeof loadCompareSelection>>;

/** The address as the server's question. `home` is the unit to fall back on. */
export function unitsQueryOf(selection: Selection, own: CompareSelection, home: number): UnitsQuery {
  const { unit, wave, phase, organisation, rule } = indicatorQueryOf(selection, home);
  const { node, level, mix } = own;
  const age = own.age === "same" ? "same" : "calendar";
  return { unit, wave, phase, organisation, rule, level, mix, age, node: nodeIn(node) };
}

/** The address as the question who moved more. */
export function changesQueryOf(
  selection: Selection,
  own: CompareSelection,
  home: number,
): RelativeChangesQuery {
  const { unit, wave, compare, phase, organisation, rule } = indicatorQueryOf(selection, home);
  const { node, level, against } = own;
  const asked = { unit, wave, compare: compare ?? undefined, phase, organisation, rule, level };
  return { ...asked, node: nodeIn(node), against: against ?? undefined };
}

/** The address as the question how handover batches fare. */
export function cohortsQueryOf(selection: Selection, own: CompareSelection, home: number): CohortsQuery {
  const { unit, wave, organisation, rule } = indicatorQueryOf(selection, home);
  return { unit, wave, organisation, rule, node: nodeIn(own.node) };
}

function nodeIn(node: string | null): string | undefined {
  return node !== null && node.length <= 40 ? node : undefined;
}
