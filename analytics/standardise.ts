import { commonPhases } from "./common-phases.ts";
import { evaluate } from "./evaluate.ts";
import type { EvaluateOptions } from "./evaluate-options.ts";
import type { IndexDefinition } from "./index-definition.ts";
import type { Moments } from "./moments.ts";
import type { Reading } from "./reading.ts";

/**
 * What a comparison of units is standardised over. `full`: every phase of the mix, in every unit. `common-phases`: some unit
 * lacks a phase, so all are read over the phases they all have. `left-out`: the phases they share carry too little of the
 * mix, so units that lack one are not compared.
 */
export type Standardisation = {
  readonly fallback: "full" | "common-phases" | "left-out";
  /** The phases of the readings. */
  readonly phases: readonly string[];
  /** Share of the mix these phases carry, 0–1. */
  readonly covered: number;
  /** Units without a value, which have no place in an order. */
  readonly leftOut: readonly Reading["group"][];
};

export type Standardised = Standardisation & { readonly readings: readonly Reading[] };

/** Share of the mix below which common phases say too little of a unit as a whole. */
const ENOUGH = 0.5;

/**
 * Phase-standardised readings of units to be held against each other, with the fallback that was needed beside them: a
 * number over some phases is about something else, and whoever reads it must be told.
 * @param options `by` names the units; `phases` and `estimand` are chosen here
 * @throws Error when the definition has no phase mix
 */
export function standardise(
  definition: IndexDefinition,
  moments: Moments,
  options: Omit<EvaluateOptions, "estimand" | "phases">,
): Standardised {
  const mix = Object.entries(definition.standard ?? {}).filter(([, share]) => share > 0);
  const whole = mix.reduce((sum, [, share]) => sum + share, 0);
  const asked = new Set(
    moments.cells.filter(({ respondents }) => respondents > 0).map(({ group }) => group.phase),
  );
  const wanted = mix.filter(([phase]) => asked.has(phase)).map(([phase]) => phase);
  const common = commonPhases(moments, options.by).filter((phase) => wanted.includes(phase));
  const carried = mix.reduce((sum, [phase, share]) => sum + (common.includes(phase) ? share : 0), 0);
  const covered = whole > 0 ? carried / whole : 0;
  const fallback =
    common.length === wanted.length ? "full" : covered >= ENOUGH ? "common-phases" : "left-out";
  const phases = fallback === "left-out" ? wanted : common;
  const readings = evaluate(definition, moments, { ...options, estimand: "phase-standardised", phases });
  const root = definition.tree.id;
  return {
    fallback,
    phases,
    covered: fallback === "left-out" ? 1 : covered,
    leftOut: readings.flatMap(({ node, value, group }) =>
      node === root && value === undefined ? [group] : [],
    ),
    readings,
  };
}
