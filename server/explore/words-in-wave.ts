import { remembered } from "#server/indicators/table-cache.ts";
import type { CutTableRequest } from "./cut-table.ts";
import { naturalOrder } from "./natural-order.ts";

/** What answers of a wave can be filtered by in one cut, without deciding what of it is told: who has none is left out. */
export function wordsInWave(
  { sources, request, whole }: CutTableRequest,
  cut: "product_type" | "batch",
): Promise<readonly string[]> {
  return remembered(`words|${whole.id}|${cut}`, async () => {
    const { moments } = await sources.analysis.moments({
      questionnaire: request.questionnaire,
      waveIds: [request.waveId],
      by: [cut],
      columns: [],
      bases: [],
    });
    const words = moments.cells.flatMap(({ group, respondents }) =>
      respondents > 0 ? (group[cut] ?? "") : [],
    );
    return [...new Set(words)].filter((word) => word !== "").toSorted(naturalOrder);
  });
}
