import type { Text } from "#surveys/question.ts";
import { setPhaseWeights, weightsOfNode } from "./edit-tree.ts";
import type { IndexDefinition, ItemDefinition, JointRule, SegmentRule } from "./index-definition.ts";

/* Steps of editing what stands beside the tree. Each gives a new definition and leaves the old one. */

/** Gives a phase weights of its own, to begin with those of everybody. One that has some keeps them. */
export function startPhaseWeights(definition: IndexDefinition, phase: string): IndexDefinition {
  if (definition.phaseWeights?.[phase] !== undefined) return definition;
  return setPhaseWeights(definition, phase, weightsOfNode(definition.tree));
}

function without<Value>(record: Readonly<Record<string, Value>>, id: string): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).filter(([each]) => each !== id));
}

/** A phase is weighed as everybody is again. The last one takes the table of phases with it. */
export function dropPhaseWeights(definition: IndexDefinition, phase: string): IndexDefinition {
  const { phaseWeights, ...rest } = definition;
  const left = without(phaseWeights ?? {}, phase);
  return Object.keys(left).length === 0 ? rest : { ...rest, phaseWeights: left };
}

/** A step of an item's scale, so far up from its lowest answer. @param share 0–1 */
function stepAt({ scale: [low, high] }: ItemDefinition, share: number): number {
  return low + Math.floor((high - low) * share + 1e-9);
}

/** Where a joint rule's cut begins: the second best of five answers, 8 of 0–10. */
export function usualCut(item: ItemDefinition): number {
  return stepAt(item, 0.8);
}

/** Where a segment rule's cuts begin: the best answer, the second best of five, the second worst of five. */
export function usualSegmentCuts(item: ItemDefinition): SegmentRule["cuts"][string] {
  return { secure: item.scale[1], favourable: usualCut(item), atRisk: stepAt(item, 0.25) };
}

/** The cuts of some items: those that are there stay, others begin at the usual place. Items that are not defined are left out. */
function cutsOf<Cut>(
  definition: IndexDefinition,
  items: readonly string[],
  there: Readonly<Record<string, Cut>>,
  usual: (item: ItemDefinition) => Cut,
): Record<string, Cut> {
  return Object.fromEntries(
    items.flatMap((id) => {
      const item = definition.items[id];
      return item ? [[id, there[id] ?? usual(item)] as const] : [];
    }),
  );
}

/** Writes a joint rule over some items, new or instead of the one of that id. */
export function putJointRule(
  definition: IndexDefinition,
  id: string,
  title: Text,
  items: readonly string[],
): IndexDefinition {
  const all = cutsOf(definition, items, definition.joint[id]?.all ?? {}, usualCut);
  const rule: JointRule = { title: { ...title }, all };
  return { ...definition, joint: { ...definition.joint, [id]: rule } };
}

export function dropJointRule(definition: IndexDefinition, id: string): IndexDefinition {
  return { ...definition, joint: without(definition.joint, id) };
}

/** Writes a rule of segments over some items, new or instead of the one of that id. */
export function putSegmentRule(
  definition: IndexDefinition,
  id: string,
  title: Text,
  items: readonly string[],
): IndexDefinition {
  const cuts = cutsOf(definition, items, definition.segments?.[id]?.cuts ?? {}, usualSegmentCuts);
  return { ...definition, segments: { ...definition.segments, [id]: { title: { ...title }, cuts } } };
}

/** Takes a rule of segments away. The last one takes their table with it. */
export function dropSegmentRule(definition: IndexDefinition, id: string): IndexDefinition {
  const { segments, ...rest } = definition;
  const left = without(segments ?? {}, id);
  return Object.keys(left).length === 0 ? rest : { ...rest, segments: left };
}
