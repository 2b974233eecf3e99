import { createHash } from "node:crypto";
import type { CellBook } from "./cells.ts";
import { type ContentHash, hashText } from "./content-hash.ts";
import type { QuestionnaireCubes } from "./cube.ts";
import type { Dimensions, DimensionsText } from "./dimensions.ts";
import type { FrameCell } from "./frame-cells.ts";
import type { ResponseRelation } from "./response-relation.ts";

/** Everything of the analysis that lies in memory, as of one load. A load makes a new one; nobody changes an old one. */
export type Resident = {
  /** Counts the loads that changed something; the file says the same number. */
  readonly sequence: number;
  readonly epoch: string;
  readonly shape: string;
  readonly dimensionsText: DimensionsText;
  readonly dimensions: Dimensions;
  readonly relations: readonly ResponseRelation[];
  readonly cells: CellBook;
  readonly frame: readonly FrameCell[];
  /** By questionnaire id. */
  readonly cubes: ReadonlyMap<string, QuestionnaireCubes>;
  readonly responseHash: ContentHash;
  readonly frameHash: ContentHash;
  readonly dataVersion: string;
};

/**
 * Names a state of the data: equal for equal contents of the record however they were loaded, different after any
 * change to a response, the frame, the waves, the placements or the questionnaires in use.
 */
export function dataVersionOf(
  responses: ContentHash,
  frame: ContentHash,
  dimensionsText: DimensionsText,
): string {
  return createHash("sha256")
    .update(`${hashText(responses)}/${hashText(frame)}/${dimensionsText}`)
    .digest("hex")
    .slice(0, 16);
}

/** The oldest transaction that was still running at a snapshot; everything older had ended. */
export function watermarkOf(snapshot: string): string {
  return snapshot.split(":", 1)[0] ?? "0";
}
