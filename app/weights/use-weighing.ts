"use client";

import { balance, type Weights } from "#analytics/balance-weights.ts";
import { nodesOf } from "#analytics/columns-of-definition.ts";
import { setPhaseWeights, setWeights, weightsOfNode } from "#analytics/edit-tree.ts";
import type { IndexDefinition } from "#analytics/index-definition.ts";
import type { OwnerPhase } from "#surveys/owner-phase.ts";
import { useHand } from "./workbench-context.tsx";

/** Weights of a node's parts, or of the root's in one phase. */
export function weightsAt(definition: IndexDefinition, place: string): Weights {
  const row = definition.phaseWeights?.[place];
  if (row) return row;
  const node = nodesOf(definition.tree).find(({ id }) => id === place);
  return node ? weightsOfNode(node) : {};
}

/**
 * Moves one weight among its siblings, who make room when balancing is on; a locked one stays.
 * @param place the node they stand below, or a phase
 */
export function useWeighing(place: string, phase?: OwnerPhase) {
  const { edit, rest, locked, balancing, lookAt } = useHand();
  return {
    weigh: (id: string, weight: number) => {
      lookAt(phase);
      edit((from) => {
        const weights = weightsAt(from, place);
        const held = new Set(Object.keys(weights).filter((each) => locked.has(`${place}/${each}`)));
        const next = balancing ? balance(weights, id, weight, held) : { ...weights, [id]: weight };
        return phase === undefined ? setWeights(from, place, next) : setPhaseWeights(from, phase, next);
      }, `weigh ${place}/${id}`);
    },
    rest,
  };
}
