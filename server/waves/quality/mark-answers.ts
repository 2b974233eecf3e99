import { type BlockAnswer, isStraightLine } from "#analytics/statistics/response-quality.ts";
import type { CompiledQuestionnaire } from "#surveys/compile-questionnaire.ts";

/** What the marks of an answer look like. */
export type MarkPattern = {
  /** Sum and number of the five-point answers. */
  readonly sum: number;
  readonly count: number;
  readonly straightLine: boolean;
  /** Every rating and the recommendation at the best mark, and at least so many that it says something. */
  readonly allBest: boolean;
};

/** Fewest marks for "all of them the best". */
const FEWEST = 5;

type Place = { readonly size: number; readonly isRating: boolean; readonly block: BlockAnswer["block"] };

/** Level-2 indicators by letter: P is about the product, D and M about service; outcomes belong to neither. */
function blockOf(dimension: string | undefined): BlockAnswer["block"] {
  if (dimension?.startsWith("P")) return "product";
  return dimension !== undefined && /^[DM]/.test(dimension) ? "service" : undefined;
}

/** Reads the pattern of coded answers to a questionnaire. */
export function markReader({ codeBook, byCode }: CompiledQuestionnaire): (codes: Uint8Array) => MarkPattern {
  const places = codeBook.map(({ item, size }): Place | undefined => {
    const question = byCode.get(item);
    if (question?.kind !== "rating5" && question?.kind !== "nps") return undefined;
    return { size, isRating: question.kind === "rating5", block: blockOf(question.dimension) };
  });
  return (codes) => {
    const ratings: BlockAnswer[] = [];
    let [sum, best, given] = [0, 0, 0];
    for (const [index, place] of places.entries()) {
      const code = codes[index] ?? 0;
      if (place === undefined || code < 1 || code > place.size) continue;
      given += 1;
      if (code === place.size) best += 1;
      if (!place.isRating) continue;
      sum += code;
      ratings.push({ answer: code, block: place.block });
    }
    return {
      sum,
      count: ratings.length,
      straightLine: isStraightLine(ratings),
      allBest: given >= FEWEST && best === given,
    };
  };
}
