import type { z } from "zod";
import type { IndexDefinition } from "#analytics/index-definition.ts";
import { cutFor, type IndicatorCut, placeFor } from "#server/indicators/cut.ts";
import { passportOf } from "#server/indicators/passport.ts";
import { placeKey } from "#server/indicators/place.ts";
import { readingView } from "#server/indicators/reading-of.ts";
import type { PassportView } from "#server/indicators/reading-view.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { partsOf, projectsOf } from "#server/indicators/units-below.ts";
import { leavesOf } from "#server/indicators/version-shift.ts";
import type { WaveOption } from "#server/indicators/wave-option.ts";
import { type TreeUnit, unitRef } from "#server/scope/org-tree.ts";
import { need, type Scope } from "#server/scope/scope.ts";
import { readableUnit } from "#server/scope/sight.ts";
import type { UnitRef } from "#server/scope/unit-view.ts";
import { needFullSight, whatIfQuery } from "./what-if.ts";

export const weighingQuery = whatIfQuery.pick({ unit: true, within: true, wave: true, phase: true });
export type WeighingQuery = z.infer<typeof weighingQuery>;

/** What moving weights at a place is worked out from: its index, and the leaves that are shown there anyway. */
export type WeighedPlace = {
  readonly unit: UnitRef;
  /**
   * The index under the rule in force with its error and half of its 95 % interval as a process; its leaves' values by id,
   * none that is hidden.
   */
  readonly index: {
    readonly value: number;
    readonly se: number | null;
    readonly df: number | null;
    readonly halfWidth: number | null;
  };
  readonly leaves: Readonly<Record<string, number>>;
  /** Leaves with a say whose values are hidden there. */
  readonly hidden: readonly string[];
};

export type WeighingBasis = {
  readonly unit: UnitRef;
  readonly within: UnitRef;
  readonly wave: WaveOption;
  /** The rule in force. */
  readonly rule: IndexDefinition;
  /** The unit and what it divides into; then the projects of the other. */
  readonly units: readonly (WeighedPlace | { readonly unit: UnitRef; readonly index: null })[];
  readonly projects: readonly WeighedPlace[];
  readonly passport: PassportView;
};

function placed(cut: IndicatorCut, unit: TreeUnit): WeighedPlace | undefined {
  const { definition } = cut.published;
  const key = placeKey(placeFor(cut, unit, cut.query.phase));
  const nodes = cut.now.table.shown.get(key);
  const index = nodes?.get(definition.tree.id);
  const { table } = cut.now;
  const sample = table
    .samples(table.levelOf.get(key) ?? "")
    .get(key)
    ?.get(definition.tree.id);
  if (index?.state !== "full" || index.value === undefined) return undefined;
  const leaves: Record<string, number> = {};
  const hidden: string[] = [];
  for (const leaf of leavesOf(definition)) {
    const reading = nodes?.get(leaf);
    if (reading?.value !== undefined) leaves[leaf] = reading.value;
    else if (reading !== undefined && reading.state !== "undefined") hidden.push(leaf);
  }
  return {
    unit: unitRef(unit),
    index: {
      value: index.value,
      se: sample?.se ?? null,
      df: sample?.df ?? null,
      halfWidth: readingView(sample).halfWidth,
    },
    leaves,
    hidden,
  };
}

/**
 * What a browser needs to move weights by itself: nothing but numbers that are shown on other screens too, so that no weight
 * whatever tells a hidden one.
 * @throws AppError `forbidden`, `not_found` for a unit or wave that is not the asker's, `analysis_unavailable`
 */
export async function weighingBasis(
  sources: Sources,
  scope: Scope,
  { unit: id, within = id, wave, phase }: WeighingQuery,
): Promise<WeighingBasis> {
  need(scope, "definitions.publish");
  const cut = await cutFor(sources, scope, { unit: id, wave, phase, compare: null, organisation: "then" });
  needFullSight(cut);
  const inside = readableUnit(cut.sight, within);
  return {
    unit: unitRef(cut.unit),
    within: unitRef(inside),
    wave: cut.now.wave,
    rule: cut.published.definition,
    units: [cut.unit, ...partsOf(cut)].map(
      (each) => placed(cut, each) ?? { unit: unitRef(each), index: null },
    ),
    projects: projectsOf(cut, inside).flatMap((each) => placed(cut, each) ?? []),
    passport: passportOf(cut),
  };
}
