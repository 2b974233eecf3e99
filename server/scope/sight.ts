import { AppError } from "#server/app-error.ts";
import type { ServicePort } from "#surveys/service-port.ts";
import { ROLE_DESCRIPTIONS } from "./capabilities.ts";
import { type OrgTree, pathTo, subtree, type TreeUnit } from "./org-tree.ts";
import type { Grant, Scope } from "./scope.ts";

/** What is to be seen of a unit: every indicator, or those a port answers for. */
export type Reach = "all" | ReadonlySet<ServicePort>;

/** What a scope sees of the tree of one day. */
export type Sight = {
  readonly tree: OrgTree;
  /** Units whose numbers may be read. */
  readonly readable: ReadonlyMap<number, Reach>;
  /** Units above them: their names, no numbers of their parts. */
  readonly named: ReadonlySet<number>;
};

function widen(known: Reach | undefined, port: ServicePort | null): Reach {
  if (known === "all" || port === null) return "all";
  return new Set([...(known ?? []), port]);
}

function readsNumbers(grant: Grant): boolean {
  return ROLE_DESCRIPTIONS[grant.role].capabilities.includes("readings.read");
}

/**
 * What a scope may read of the tree of a day, e.g. a wave's cut-off. A unit is readable when it stands below a granted
 * unit today, or stood there that day: whoever leads a region keeps its history and gets that of projects that joined.
 */
export function sightOn(scope: Scope, tree: OrgTree): Sight {
  const readable = new Map<number, Reach>();
  for (const grant of scope.grants.filter(readsNumbers)) {
    if (grant.unitId === null || !scope.capabilities.has("readings.read")) continue;
    for (const id of new Set([...subtree(tree, grant.unitId), ...subtree(scope.tree, grant.unitId)])) {
      if (tree.units.has(id)) readable.set(id, widen(readable.get(id), grant.port));
    }
  }
  const named = new Set<number>();
  for (const id of readable.keys())
    for (const above of pathTo(tree, id)) if (!readable.has(above.id)) named.add(above.id);
  return { tree, readable, named };
}

/**
 * A unit whose numbers may be read. A unit of somebody else and one that does not exist look the same.
 * @throws AppError `not_found`
 */
export function readableUnit(sight: Sight, id: number): TreeUnit {
  const unit = sight.tree.units.get(id);
  if (!unit || !sight.readable.has(id))
    throw new AppError("not_found", "There is no such unit for you: choose one from your tree.");
  return unit;
}

/** The group a unit belongs to: the root above it, whose totals everybody below may be held against. */
export function groupAbove(tree: OrgTree, id: number): TreeUnit | undefined {
  const root = pathTo(tree, id)[0];
  return root?.kind === "group" ? root : undefined;
}

/** The units whose numbers may be read and that stand below no other such unit, in the order of the tree. */
export function widestUnits(sight: Sight): readonly TreeUnit[] {
  const roots = sight.tree.children.get(null) ?? [];
  const inOrder = roots.flatMap((root) => subtree(sight.tree, root));
  return inOrder.flatMap((id) => {
    const unit = sight.tree.units.get(id);
    if (!unit || !sight.readable.has(id)) return [];
    return unit.parentId !== null && sight.readable.has(unit.parentId) ? [] : [unit];
  });
}
