import type { HeadlineFact, HeatView } from "#server/indicators/views.ts";

/**
 * What there is to say of the unit itself when none of its parts stands out: how many dimensions lie significantly
 * below the reference, or else above it, and which of them lies furthest.
 */
export function ownFinding(view: HeatView): readonly HeadlineFact[] {
  const self = view.columns.findIndex(({ role }) => role === "self");
  const gaps = view.rows.flatMap((row) => {
    const difference = row.cells[self]?.difference;
    return row.kind === "dimension" && row.depth === 2 && difference ? [{ node: row.node, difference }] : [];
  });
  for (const verdict of ["worse", "better"] as const) {
    const found = gaps.filter(({ difference }) => difference.verdict === verdict);
    const [furthest] = found.toSorted(
      (a, b) => Math.abs(b.difference.difference) - Math.abs(a.difference.difference),
    );
    if (furthest) {
      return [
        {
          kind: "child-against-reference",
          unit: view.unit,
          dimensions: found.length,
          worst: furthest.node,
          difference: furthest.difference,
        },
      ];
    }
  }
  return [];
}

/** How many indicators of the unit itself lie wholly above and below what they are held against. */
export function apartFrom(view: HeatView): { readonly above: number; readonly below: number } {
  const self = view.columns.findIndex(({ role }) => role === "self");
  const verdicts = view.rows.map((row) => row.cells[self]?.difference?.verdict);
  return {
    above: verdicts.filter((verdict) => verdict === "better").length,
    below: verdicts.filter((verdict) => verdict === "worse").length,
  };
}
