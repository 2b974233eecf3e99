import type { PairSums } from "#analytics/pair-sums.ts";
import { type CellBook, cellNumbering, copyCellBook, emptyCellBook } from "./cells.ts";
import type { Batch } from "./columns.ts";
import { addToHash, type ContentHash, emptyHash } from "./content-hash.ts";
import { type CubeDraft, draftOf, emptyCubes, type QuestionnaireCubes } from "./cube.ts";
import type { Resident } from "./resident.ts";
import type { ResponseRelation } from "./response-relation.ts";

/** What of a questionnaire is to be kept resident, beside the distribution of answers. */
export type CubeShape = Pick<PairSums, "columns" | "bases">;

/** A load in the making. It becomes visible as a whole when its transaction has been committed, or never. */
export type LoadDraft = {
  readonly cells: CellBook;
  /** Fills the column cell_id of a batch, giving numbers to new cells. */
  readonly numberCells: (batch: Batch) => void;
  /** Cells with a lower number are in the file already. */
  readonly firstNewCell: number;
  readonly cubes: ReadonlyMap<string, CubeDraft>;
  readonly responseHash: ContentHash;
  readonly frameHash: ContentHash;
};

/** A draft of everything from nothing. */
export function freshDraft(
  relations: readonly ResponseRelation[],
  shapes: (relation: ResponseRelation) => readonly CubeShape[],
): LoadDraft {
  const cells = emptyCellBook();
  return {
    cells,
    numberCells: cellNumbering(cells),
    firstNewCell: 0,
    cubes: new Map(
      relations.map((each) => [each.questionnaireId, draftOf(each, emptyCubes(each, shapes(each)))]),
    ),
    responseHash: emptyHash(),
    frameHash: emptyHash(),
  };
}

/** A draft of what comes after `before`. */
export function nextDraft(before: Resident): LoadDraft {
  const cells = copyCellBook(before.cells);
  return {
    cells,
    numberCells: cellNumbering(cells),
    firstNewCell: before.cells.keys.length,
    cubes: new Map(
      before.relations.flatMap((relation) => {
        const cubes = before.cubes.get(relation.questionnaireId);
        return cubes ? [[relation.questionnaireId, draftOf(relation, cubes)] as const] : [];
      }),
    ),
    responseHash: before.responseHash.slice(),
    frameHash: before.frameHash.slice(),
  };
}

/** Adds responses to a draft (numbering their cells), or takes out what was added before. */
export function takeResponses(
  draft: LoadDraft,
  relation: ResponseRelation,
  batch: Batch,
  sign: 1 | -1,
): void {
  if (sign === 1) draft.numberCells(batch);
  addToHash(draft.responseHash, relation.name, batch, sign);
  draft.cubes.get(relation.questionnaireId)?.apply(batch, sign);
}

/** The cubes as they will be, when everything has been taken. */
export function cubesOf(draft: LoadDraft): ReadonlyMap<string, QuestionnaireCubes> {
  return new Map([...draft.cubes].map(([id, cubes]) => [id, cubes.finish()]));
}
