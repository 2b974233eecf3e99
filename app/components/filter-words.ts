import { OWNER_PHASES } from "#surveys/owner-phase.ts";
import { tenureSpan } from "#surveys/tenure.ts";
import type { namesIn } from "../language/names.ts";

const MODE = { web: "modeWeb", phone: "modePhone", visit: "modeVisit" } as const;

type FilterKey =
  | "phase"
  | "mode"
  | (typeof MODE)[keyof typeof MODE]
  | "productType"
  | "batch"
  | "tenure"
  | "notRecorded"
  | "mergedRest";

/**
 * What narrowed a number, in words, in the order of the page's chips; the unit is told elsewhere.
 * @param filters as a passport names them: `phase`, `mode`, `product_type`, and `batch` or `tenure`
 * @param word the shared words of filters in the reader's language
 */
export function filterWords(
  filters: Readonly<Record<string, string | undefined>>,
  names: Pick<ReturnType<typeof namesIn>, "phase" | "tenure">,
  word: (key: FilterKey) => string,
): readonly string[] {
  const { mode, product_type: product, batch, tenure } = filters;
  const phase = OWNER_PHASES.find((candidate) => candidate === filters.phase);
  const recorded = (value: string) =>
    value === "" ? word("notRecorded") : value === "*" ? word("mergedRest") : value;
  const span = tenure === "" ? "ahead" : tenureSpan(tenure ?? "");
  return [
    ...(phase ? [`${word("phase")} ${names.phase(phase)}`] : []),
    ...(mode === "web" || mode === "phone" || mode === "visit"
      ? [`${word("mode")} ${word(MODE[mode])}`]
      : []),
    ...(product === undefined ? [] : [`${word("productType")} ${recorded(product)}`]),
    ...(batch === undefined ? [] : [`${word("batch")} ${recorded(batch)}`]),
    ...(tenure === undefined ? [] : [`${word("tenure")} ${span ? names.tenure(span) : recorded(tenure)}`]),
  ];
}
