import type { UnitNode, UnitRef } from "#server/scope/unit-view.ts";

export type PlacedUnit = { readonly unit: UnitNode; readonly path: readonly UnitRef[] };

/** The tree as a list, parents first, each with the units above it. */
export function flatUnits(roots: readonly UnitNode[], path: readonly UnitRef[] = []): readonly PlacedUnit[] {
  return roots.flatMap((unit) => [{ unit, path }, ...flatUnits(unit.children, [...path, unit])]);
}

/** Whether a unit goes by what was typed: part of a name, an alias or the code. */
function goesBy(unit: UnitNode, typed: string): boolean {
  const wanted = typed.trim().toLowerCase();
  return [unit.name, unit.nameEn ?? "", unit.code, ...unit.aliases].some((word) =>
    word.toLowerCase().includes(wanted),
  );
}

/** The branches that lead to matching units; everything below a match stays. */
export function matchingBranches(roots: readonly UnitNode[], typed: string): readonly UnitNode[] {
  if (typed.trim() === "") return roots;
  return roots.flatMap((unit) => {
    if (goesBy(unit, typed)) return [unit];
    const children = matchingBranches(unit.children, typed);
    return children.length > 0 ? [{ ...unit, children }] : [];
  });
}
