import { mergeCells } from "#analytics/merge-cells.ts";
import { type Cell, columnName } from "#analytics/moments.ts";
import { byWords } from "#server/analysis/cell-order.ts";
import { type Cut, type MomentsRequest, RESPONSE_CUTS } from "#server/analysis/selection.ts";
import type { PublishedDefinition } from "#server/indicators/definitions.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { definitionsOf, momentsRequestOf, type TableRequest } from "#server/indicators/wave-table.ts";

const CUTS: readonly Cut[] = RESPONSE_CUTS;

/**
 * Sources that answer whatever is asked of a wave by free cuts from one reading of its answers. Each table is summed apart, so while owners
 * answer they would not add up: here they do.
 */
export async function answersAtOnce(
  sources: Sources,
  published: PublishedDefinition,
  request: TableRequest,
): Promise<Sources> {
  const { analysis } = sources;
  const { moments: all, ...dated } = await analysis.moments(
    momentsRequestOf(definitionsOf(published), request, RESPONSE_CUTS),
  );
  const columns = new Set(all.columns.map(columnName));
  const isHere = ({ questionnaire, waveIds, columns: wanted, by, ...rest }: MomentsRequest) =>
    questionnaire === request.questionnaire &&
    waveIds.length === 1 &&
    waveIds[0] === request.waveId &&
    wanted.every((column) => columns.has(columnName(column))) &&
    Object.entries(rest).every(([name, value]) => name === "bases" || value === undefined);
  const placeOf = new Map<string, number>();
  for (const { stratum } of all.cells) if (!placeOf.has(stratum)) placeOf.set(stratum, placeOf.size);
  const place = ({ stratum }: Cell) => placeOf.get(stratum) ?? 0;
  const inStratum = byWords(CUTS);
  const cellsBy = (by: readonly Cut[]): readonly Cell[] =>
    mergeCells(
      all.cells,
      CUTS.filter((cut) => !by.includes(cut)),
    ).toSorted((a, b) => place(a) - place(b) || inStratum(a, b));
  return {
    ...sources,
    analysis: {
      ...analysis,
      freshness: () => ({ ...analysis.freshness(), dataVersion: dated.dataVersion }),
      moments: async (asked) =>
        isHere(asked) ? { ...dated, moments: { ...all, cells: cellsBy(asked.by) } } : analysis.moments(asked),
    },
  };
}
