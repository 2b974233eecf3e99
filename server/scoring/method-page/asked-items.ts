import type { AskedQuestion } from "#surveys/asked-questions.ts";
import type { AskedItem } from "./method-facts.ts";

/** Every question of a wave with its words, as items of a method page. */
export function itemsOfQuestions(questions: readonly AskedQuestion[]): readonly AskedItem[] {
  return questions.map(({ code, title, version, isWording, answers }) => ({
    item: code,
    wording: isWording
      ? title
      : {
          zh: `${title.zh}（问的是第 ${version} 版，文字不在系统里）`,
          en: `${title.en} (asked in version ${version}, whose words are not on this record)`,
        },
    version,
    answers,
  }));
}
