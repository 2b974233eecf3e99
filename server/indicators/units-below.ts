import { subtree, type TreeUnit } from "#server/scope/org-tree.ts";
import type { IndicatorCut } from "./cut.ts";

/** The units a unit divides into that may be read: regions of a group, projects of a region. */
export function partsOf({ tree, sight, unit }: IndicatorCut): readonly TreeUnit[] {
  return (tree.children.get(unit.id) ?? []).flatMap((id) => {
    const part = tree.units.get(id);
    const counts = part?.kind === "region" || part?.kind === "project";
    return part && counts && sight.readable.has(id) ? [part] : [];
  });
}

/** The projects of a unit that may be read. */
export function projectsOf({ tree, sight }: IndicatorCut, unit: TreeUnit): readonly TreeUnit[] {
  return subtree(tree, unit.id).flatMap((id) => {
    const project = tree.units.get(id);
    return project?.kind === "project" && sight.readable.has(id) ? [project] : [];
  });
}
