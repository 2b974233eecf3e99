import type { CalendarDate } from "#surveys/calendar-date.ts";
import { OWNER_PHASE_LABELS } from "#surveys/owner-phase.ts";
import type { Problem } from "#surveys/problem.ts";
import { plannedTotal } from "./planned-modes.ts";
import type { WaveFacts } from "./wave-facts.ts";

function problem(code: string, item: string, zh: string, en: string): Problem {
  return { code, item, zh, en };
}

/**
 * What keeps a draft from having its frame fixed, each with its remedy.
 * @param questionnaireStatus of the version the wave is to ask
 */
export function draftProblems(
  wave: WaveFacts,
  questionnaireStatus: string,
  today: CalendarDate,
): readonly Problem[] {
  const { cutoffOn, opensOn, closesOn, plannedModes, notice } = wave;
  const problems: Problem[] = [];
  if (questionnaireStatus !== "published")
    problems.push(
      problem(
        "questionnaire-not-published",
        "questionnaire",
        "问卷版本还没有发布：请先由两人发布，或选用已发布的版本",
        "The questionnaire version is not published: have two people publish it, or choose one that is.",
      ),
    );
  if (cutoffOn > today)
    problems.push(
      problem(
        "cutoff-ahead",
        "cutoffOn",
        `截止日 ${cutoffOn} 还没有到：到那天再锁定，或改用更早的日期`,
        `The cut-off day ${cutoffOn} is still to come: lock on that day, or choose an earlier one.`,
      ),
    );
  if (cutoffOn > opensOn)
    problems.push(
      problem(
        "cutoff-after-opening",
        "cutoffOn",
        "截止日晚于开放日：先定名单才能开始问，请改其中一个日期",
        "The cut-off day lies after the opening: who is asked is fixed before anyone is, so move one of them.",
      ),
    );
  if (closesOn < today)
    problems.push(
      problem(
        "closing-past",
        "closesOn",
        `结束日 ${closesOn} 已经过去：请改到今天以后`,
        `The last day ${closesOn} has passed: move it to today or later.`,
      ),
    );
  for (const { phase, zh, en } of OWNER_PHASE_LABELS) {
    if (plannedModes !== undefined && plannedTotal(plannedModes, phase) === 10_000) continue;
    problems.push(
      problem(
        "modes-incomplete",
        `plannedModes.${phase}`,
        `${zh}的访问方式计划不等于 100%：请补齐网络、电话、入户的比例`,
        `The planned modes of ${en.toLowerCase()} owners do not add up to 100 %: complete web, phone and visit.`,
      ),
    );
  }
  if (notice.zh.trim() === "")
    problems.push(
      problem(
        "notice-missing",
        "notice.zh",
        "缺少给业主的说明：请写明谁在问、为什么问、结果怎么用",
        "The words to the owners are missing: say who asks, why, and what becomes of the answers.",
      ),
    );
  else if (notice.en.trim() === "")
    problems.push(
      problem(
        "notice-missing-english",
        "notice.en",
        "缺少给业主的英文说明：看英文页面的业主不知道谁在问、为什么问",
        "The words to the owners are missing in English: owners who read the page in English would not learn who asks, and why.",
      ),
    );
  return problems;
}
