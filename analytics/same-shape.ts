import type { IndexDefinition, IndexNode } from "./index-definition.ts";

/** Whether two plain values are equal, the order of keys included. */
function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  const [keys, others] = [Object.keys(a), Object.keys(b)];
  return (
    keys.length === others.length &&
    keys.every(
      (key, at) =>
        key === others[at] &&
        same((a as Readonly<Record<string, unknown>>)[key], (b as Readonly<Record<string, unknown>>)[key]),
    )
  );
}

function sameNames(a: object | undefined, b: object | undefined): boolean {
  if (a === b) return true;
  const [names, others] = [Object.keys(a ?? {}), Object.keys(b ?? {})];
  return names.length === others.length && names.every((name, at) => name === others[at]);
}

function sameTree(a: IndexNode, b: IndexNode): boolean {
  const [below, others] = [a.combine ?? [], b.combine ?? []];
  return (
    a.id === b.id &&
    below.length === others.length &&
    sameNames(a.items, b.items) &&
    sameNames(a.measures, b.measures) &&
    below.every((child, at) => sameTree(child, others[at] as IndexNode))
  );
}

/** Whether two definitions have the same leaves below the same nodes in the same order, so that weights and rules differ alone. */
export function sameShape(a: IndexDefinition, b: IndexDefinition): boolean {
  return (
    same(a.items, b.items) &&
    same(a.joint, b.joint) &&
    same(a.segments, b.segments) &&
    same(a.measures, b.measures) &&
    sameTree(a.tree, b.tree)
  );
}
