import type { Text } from "#surveys/question.ts";
import { fill, sumOfWeights, type Weights, WHOLE } from "./balance-weights.ts";
import { nodesOf } from "./columns-of-definition.ts";
import type { IndexDefinition, IndexNode, ItemDefinition, MeasureDefinition } from "./index-definition.ts";

type PartKind = "indicator" | "item" | "measure";

/** What stands directly below a node. */
export type Part = {
  readonly id: string;
  readonly kind: PartKind;
  readonly weight: number;
};

/** The parts of a node in their order: indicators, items, measures. */
export function partsOfNode(node: IndexNode): readonly Part[] {
  return [
    ...(node.combine ?? []).map(({ id, weight = 0 }) => ({ id, kind: "indicator" as const, weight })),
    ...Object.entries(node.items ?? {}).map(([id, weight]) => ({ id, kind: "item" as const, weight })),
    ...Object.entries(node.measures ?? {}).map(([id, weight]) => ({ id, kind: "measure" as const, weight })),
  ];
}

/** Weights of a node's parts by id. */
export function weightsOfNode(node: IndexNode): Weights {
  return Object.fromEntries(partsOfNode(node).map(({ id, weight }) => [id, weight]));
}

/** The node above a part; undefined for the root and for what is not in the tree. */
export function parentOf({ tree }: IndexDefinition, id: string): IndexNode | undefined {
  return nodesOf(tree).find((node) => partsOfNode(node).some((part) => part.id === id));
}

/** A record without what it would be empty of: a node holds no empty list. */
function filled<Value>(record: Readonly<Record<string, Value>>): Record<string, Value> | undefined {
  return Object.keys(record).length === 0 ? undefined : { ...record };
}

function withWeights(node: IndexNode, weights: Weights): IndexNode {
  const give = (own: Weights | undefined) =>
    own && Object.fromEntries(Object.entries(own).map(([id, was]) => [id, weights[id] ?? was]));
  return tidy({
    ...node,
    combine: node.combine?.map((child) => {
      const weight = weights[child.id] ?? child.weight ?? 0;
      return child.weight === weight ? child : { ...child, weight };
    }),
    items: give(node.items),
    measures: give(node.measures),
  });
}

function tidy({ combine, items, measures, ...rest }: IndexNode): IndexNode {
  const [ownItems, ownMeasures] = [filled(items ?? {}), filled(measures ?? {})];
  return {
    ...rest,
    ...(combine && combine.length > 0 && { combine }),
    ...(ownItems && { items: ownItems }),
    ...(ownMeasures && { measures: ownMeasures }),
  };
}

/** Branches that do not hold the node stay the same objects, by which a screen knows what to draw again. */
function turn(node: IndexNode, id: string, change: (node: IndexNode) => IndexNode): IndexNode {
  if (node.id === id) return change(node);
  const combine = node.combine?.map((child) => turn(child, id, change));
  return combine === undefined || combine.every((child, at) => child === node.combine?.[at])
    ? node
    : { ...node, combine };
}

function changeNode(
  definition: IndexDefinition,
  id: string,
  change: (node: IndexNode) => IndexNode,
): IndexDefinition {
  return { ...definition, tree: turn(definition.tree, id, change) };
}

/** Gives the parts of a node their weights. */
export function setWeights(definition: IndexDefinition, node: string, weights: Weights): IndexDefinition {
  return changeNode(definition, node, (own) => withWeights(own, weights));
}

/** Gives the root's parts their weights in one phase. */
export function setPhaseWeights(
  definition: IndexDefinition,
  phase: string,
  weights: Weights,
): IndexDefinition {
  return { ...definition, phaseWeights: { ...definition.phaseWeights, [phase]: { ...weights } } };
}

/** Names a node, and says which port answers for it. */
export function renameNode(
  definition: IndexDefinition,
  id: string,
  title: Text,
  port: string | undefined,
): IndexDefinition {
  return changeNode(definition, id, ({ port: _, ...node }) => ({
    ...node,
    title: { ...title },
    ...(port && { port }),
  }));
}

/** Phase weights name the root's parts: one that is new counts 0 in every phase, one that went is forgotten. */
function withPhases(definition: IndexDefinition): IndexDefinition {
  const { phaseWeights, tree } = definition;
  if (phaseWeights === undefined) return definition;
  const ids = partsOfNode(tree).map(({ id }) => id);
  const rows = Object.entries(phaseWeights).map(([phase, weights]) => {
    const own = Object.fromEntries(ids.map((id) => [id, weights[id] ?? 0]));
    return [phase, sumOfWeights(own) === 0 || sumOfWeights(own) === WHOLE ? own : fill(own)] as const;
  });
  return { ...definition, phaseWeights: Object.fromEntries(rows) as IndexDefinition["phaseWeights"] };
}

function addPart(definition: IndexDefinition, parent: string, part: Partial<IndexNode>): IndexDefinition {
  const changed = changeNode(definition, parent, (node) =>
    tidy({
      ...node,
      combine: [...(node.combine ?? []), ...(part.combine ?? [])],
      items: { ...node.items, ...part.items },
      measures: { ...node.measures, ...part.measures },
    }),
  );
  return withPhases(changed);
}

/** Takes a part out of the tree; its siblings share out its weight. What it measures stays defined and shown alone. */
export function retirePart(definition: IndexDefinition, id: string): IndexDefinition {
  const parent = parentOf(definition, id);
  if (parent === undefined) return definition;
  const without = (own: Weights | undefined) =>
    Object.fromEntries(Object.entries(own ?? {}).filter(([each]) => each !== id));
  const changed = changeNode(definition, parent.id, (node) => {
    const left = tidy({
      ...node,
      combine: node.combine?.filter((child) => child.id !== id),
      items: without(node.items),
      measures: without(node.measures),
    });
    const weights = weightsOfNode(left);
    return sumOfWeights(weights) > 0 ? withWeights(left, fill(weights)) : left;
  });
  return withPhases(changed);
}

/** Puts an item below a node with weight 0: it moves nothing until it is given some. Defines it where it is new. */
export function addItem(
  definition: IndexDefinition,
  parent: string,
  id: string,
  item?: ItemDefinition,
): IndexDefinition {
  const items = item && !(id in definition.items) ? { ...definition.items, [id]: item } : definition.items;
  return addPart({ ...definition, items }, parent, { items: { [id]: 0 } });
}

/** Puts an operational measure below a node with weight 0. */
export function addMeasure(
  definition: IndexDefinition,
  parent: string,
  id: string,
  measure: MeasureDefinition,
): IndexDefinition {
  const measures = { ...definition.measures, [id]: measure };
  return addPart({ ...definition, measures }, parent, { measures: { [id]: 0 } });
}

/** Puts a new indicator below a node with weight 0. It needs items before the definition can be published. */
export function addIndicator(
  definition: IndexDefinition,
  parent: string,
  id: string,
  title: Text,
  port: string | undefined,
): IndexDefinition {
  const added = { id, weight: 0, title: { ...title }, ...(port && { port }) };
  return addPart(definition, parent, { combine: [added] });
}

/** A name for a new indicator that nothing else bears, e.g. `X1`. */
export function freeId(definition: IndexDefinition, prefix: string): string {
  const taken = new Set([
    ...nodesOf(definition.tree).map(({ id }) => id),
    ...Object.keys(definition.items),
    ...Object.keys(definition.measures ?? {}),
    ...Object.keys(definition.joint),
  ]);
  let number = 1;
  while (taken.has(`${prefix}${number}`)) number++;
  return `${prefix}${number}`;
}

/** Moves a part below another node, where it keeps its weight and its new siblings make room. Nothing moves below itself. */
export function movePart(definition: IndexDefinition, id: string, to: string): IndexDefinition {
  const parent = parentOf(definition, id);
  const part = parent && partsOfNode(parent).find((each) => each.id === id);
  const moved = nodesOf(definition.tree).find((node) => node.id === id);
  if (!part || parent.id === to || (moved && nodesOf(moved).some((node) => node.id === to)))
    return definition;
  const weighed = { [id]: part.weight };
  const whole =
    part.kind === "indicator"
      ? { combine: moved ? [moved] : [] }
      : part.kind === "item"
        ? { items: weighed }
        : { measures: weighed };
  const there = addPart(retirePart(definition, id), to, whole);
  return changeNode(there, to, (node) => withWeights(node, fill(weightsOfNode(node))));
}
