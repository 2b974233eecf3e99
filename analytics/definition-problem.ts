import type { Problem } from "#surveys/problem.ts";

/** `item` is the place: a path such as tree/OUT/O1 or items/Y04. Errors forbid publishing, warnings ask for a look. */
export type DefinitionProblem = Problem<string> & { readonly severity: "error" | "warning" };

type Sentence = readonly [zh: string, en: string];

export function error(code: string, item: string, [zh, en]: Sentence): DefinitionProblem {
  return { severity: "error", code, item, zh, en };
}

export function warning(code: string, item: string, [zh, en]: Sentence): DefinitionProblem {
  return { severity: "warning", code, item, zh, en };
}
