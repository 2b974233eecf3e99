import { type IndexDefinition, indexDefinition } from "../index-definition.ts";
import ownerSatisfactionV1 from "./owner-satisfaction-v1.json" with { type: "json" };
import residenceCallbackV1 from "./residence-callback-v1.json" with { type: "json" };
import signingCallbackV1 from "./signing-callback-v1.json" with { type: "json" };

/** The definitions that come with the product; a new one is its file and one line here. */
export const DEFINITIONS: readonly IndexDefinition[] = [
  ownerSatisfactionV1,
  signingCallbackV1,
  residenceCallbackV1,
].map((file) => indexDefinition.parse(file));

/**
 * The owner satisfaction index, version 1: what is shown until headquarters publishes another.
 *
 * Owners of a project and phase in which nobody answered are left out of the value and stay in the population beside
 * the population covered ("drop"). The alternatives are worse as a default: an error would take away every number
 * of a wave for one silent corner, and collapsing would let the answers of one project or phase speak for another's
 * owners without anybody having decided so. Weights are the plain N/n for the same reason: they can be checked by hand.
 */
export const OWNER_SATISFACTION: IndexDefinition = shipped("owner-satisfaction", 1);

function shipped(id: string, version: number): IndexDefinition {
  const definition = DEFINITIONS.find((each) => each.id === id && each.version === version);
  if (definition === undefined) throw new Error(`definition ${id}@${version} is not in the registry`);
  return definition;
}
