import type { AgeCut } from "./tenure.ts";

/** Ways to divide owners by how long they have had their home: finely, or small groups merged with their neighbours. */
type AgeDimension = AgeCut | `${AgeCut}_class`;

const DIMENSIONS: Readonly<Record<string, (ageBy: AgeCut) => AgeDimension>> = {
  batch: (ageBy) => ageBy,
  tenure: (ageBy) => ageBy,
  batch_class: (ageBy) => `${ageBy}_class`,
  tenure_class: (ageBy) => `${ageBy}_class`,
};

/**
 * The dimension by which a wave tells what was asked for: batches by years since handover in a wave that tells by these, and back. Any
 * other dimension stays.
 */
export function ageDimension<Dimension extends string>(
  dimension: Dimension,
  ageBy: AgeCut,
): Dimension | AgeDimension {
  return DIMENSIONS[dimension]?.(ageBy) ?? dimension;
}
