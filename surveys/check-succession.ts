import type { Problem } from "./problem.ts";
import type { Question, Questionnaire } from "./question.ts";

export type SuccessionProblem = Problem<"kind-changed" | "option-moved" | "overall-changed">;

function values({ options = [] }: Question): readonly string[] {
  return options.map(({ value }) => value);
}

/** What an item may not change once a version with it was published. */
function checkItem(before: Question, after: Question, version: number): readonly SuccessionProblem[] {
  const { code: item } = after;
  if (before.kind !== after.kind)
    return [
      {
        code: "kind-changed",
        item,
        zh: `${item} 在第 ${version} 版是另一种题型：换题型请用新题号`,
        en: `${item} was another kind of question in version ${version}: give the new one a code of its own.`,
      },
    ];
  const [old, now] = [values(before), values(after)];
  if (after.kind !== "single" || old.every((value, place) => now[place] === value)) return [];
  return [
    {
      code: "option-moved",
      item,
      zh: `${item} 的选项要保持第 ${version} 版的顺序，新的放最后；不要的请停用，不要删除`,
      en: `${item}: options keep the order they had in version ${version} and new ones go last; retire what is not wanted instead of deleting it.`,
    },
  ];
}

/**
 * What stands between a draft and the versions before it: answers are kept by item code and place of the option, so
 * neither may come to mean something else.
 * @param earlier published versions of the same questionnaire
 */
export function checkSuccession(
  draft: Questionnaire,
  earlier: readonly Questionnaire[],
): readonly SuccessionProblem[] {
  const problems = earlier.flatMap((version) => {
    const then = new Map(version.questions.map((question) => [question.code, question]));
    return draft.questions.flatMap((question) => {
      const before = then.get(question.code);
      return before === undefined ? [] : checkItem(before, question, version.version);
    });
  });
  const moved = earlier.find(({ overall }) => overall !== draft.overall);
  if (moved)
    problems.push({
      code: "overall-changed",
      item: draft.overall,
      zh: `总体题一直是 ${moved.overall}：换了就不能和往年比，请改回来`,
      en: `The overall item has been ${moved.overall}: keep it, or no year can be compared with another.`,
    });
  // the newest word on an item is enough
  return [...new Map(problems.map((problem) => [`${problem.code}/${problem.item}`, problem])).values()];
}
