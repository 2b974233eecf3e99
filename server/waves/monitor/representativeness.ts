import type { OwnerPhase } from "#surveys/owner-phase.ts";

/** Homes of a wave that share everything the table is cut by. */
export type RepresentedCell = {
  readonly projectId: number;
  readonly regionId: number | null;
  readonly phase: OwnerPhase;
  readonly handoverYear: number | null;
  readonly productType: string | null;
  readonly owners: number;
  readonly asked: number;
  readonly answered: number;
};

export type RepresentedBy = "phase" | "region" | "handover-year" | "product-type";

/** A group's part of the owners, of those asked, of the answers, and of the answers as they are weighted, 0–1. */
export type RepresentedRow = {
  readonly by: RepresentedBy;
  /** Phase, number of the region, year, or type; empty where the record does not say. */
  readonly value: string;
  readonly owners: number;
  readonly ofOwners: number;
  readonly ofAsked: number;
  readonly ofAnswers: number;
  readonly ofWeighted: number;
  /** The weighted part is further off the owners' than it may be. */
  readonly isOff: boolean;
  /** Percentage points it may be off. */
  readonly gap: number;
};

const CUTS: Readonly<Record<RepresentedBy, (cell: RepresentedCell) => string>> = {
  phase: ({ phase }) => phase,
  region: ({ regionId }) => String(regionId ?? ""),
  "handover-year": ({ handoverYear }) => String(handoverYear ?? ""),
  "product-type": ({ productType }) => productType ?? "",
};

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

/**
 * Whether those who answered are like those they stand for (methodology 3, always published).
 * @param gap percentage points the weighted part may be off
 * @param weightOf owners a respondent of a project and phase stands for; undefined where nobody does
 */
export function representativeness(
  cells: readonly RepresentedCell[],
  weightOf: (cell: RepresentedCell) => number | undefined,
  gap: number,
): readonly RepresentedRow[] {
  const sum = (list: readonly RepresentedCell[], of: (cell: RepresentedCell) => number) =>
    list.reduce((total, cell) => total + of(cell), 0);
  const measures = [
    (cell: RepresentedCell) => cell.owners,
    (cell: RepresentedCell) => cell.asked,
    (cell: RepresentedCell) => cell.answered,
    (cell: RepresentedCell) => cell.answered * (weightOf(cell) ?? 0),
  ] as const;
  const wholes = measures.map((of) => sum(cells, of));
  return (Object.keys(CUTS) as RepresentedBy[]).flatMap((by) =>
    [...Map.groupBy(cells, CUTS[by])]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([value, own]): RepresentedRow => {
        const [owners = 0, asked = 0, answers = 0, weighted = 0] = measures.map((of, place) =>
          share(sum(own, of), wholes[place] ?? 0),
        );
        return {
          by,
          value,
          owners: sum(own, ({ owners }) => owners),
          ofOwners: owners,
          ofAsked: asked,
          ofAnswers: answers,
          ofWeighted: weighted,
          isOff: (wholes[2] ?? 0) > 0 && 100 * Math.abs(weighted - owners) > gap,
          gap,
        };
      }),
  );
}
