import { check } from "#analytics/check.ts";
import type { DefinitionProblem } from "#analytics/definition-problem.ts";
import type { IndexDefinition } from "#analytics/index-definition.ts";

/** What is wrong with a draft, and what asks for a look that did not before: what was there already is no news of it. */
export function draftProblems(base: IndexDefinition, draft: IndexDefinition): readonly DefinitionProblem[] {
  const known = new Set(check(base).map(({ code, item }) => `${code} ${item}`));
  return check(draft).filter(
    ({ severity, code, item }) => severity === "error" || !known.has(`${code} ${item}`),
  );
}

/** The problems of one part: an indicator, an item or a measure, wherever it stands. */
export function problemsOf(problems: readonly DefinitionProblem[], id: string): readonly DefinitionProblem[] {
  return problems.filter(
    ({ item }) => /^(tree|items|measures)(\/|$)/.test(item) && item.split("/").at(-1) === id,
  );
}
