import type { Questionnaire, Text } from "./question.ts";

/** What an interviewer reads out around the questions. */
export type InterviewScript = {
  /** Who is calling and why. */
  readonly opening: Text;
  /** How long it takes, that it is voluntary, and what becomes of the answers; asked before the first question. */
  readonly consent: Text;
  readonly closing: Text;
};

/** Read out when a questionnaire has no words of its own. Places: 【organisation】【project】【interviewer】【minutes】. */
export const DEFAULT_SCRIPT: InterviewScript = {
  opening: {
    zh: "您好，我是【organisation】客户关系中心的【interviewer】，想听听您对【project】的感受。",
    en: "Hello, this is 【interviewer】 of customer relations at 【organisation】. We would like to hear how you find 【project】.",
  },
  consent: {
    zh: "大约【minutes】分钟，自愿参加，不想答的可以跳过。回答只做统计，不会按姓名给到项目。现在方便吗？",
    en: "It takes about 【minutes】 minutes and is voluntary; skip whatever you like. Answers are counted together and never handed to the project by name. Is now a good time?",
  },
  closing: {
    zh: "问完了，谢谢您。祝您生活愉快。",
    en: "That was all. Thank you, and have a good day.",
  },
};

/** What fills the places of a script. */
export type ScriptNames = {
  readonly organisation: Text;
  readonly project: Text;
  readonly interviewer: string;
};

function filled(text: Text, names: ScriptNames, minutes: number): Text {
  const fill = (words: string, language: "zh" | "en") =>
    words
      .replaceAll("【organisation】", names.organisation[language])
      .replaceAll("【project】", names.project[language])
      .replaceAll("【interviewer】", names.interviewer)
      .replaceAll("【minutes】", String(minutes));
  return { zh: fill(text.zh, "zh"), en: fill(text.en, "en") };
}

/** The words around a questionnaire's questions, its own or the usual ones, with names in their places. @param minutes the interview takes (form-minutes.ts) */
export function interviewScript(
  questionnaire: Questionnaire,
  names: ScriptNames,
  minutes: number,
): InterviewScript {
  const { opening, consent, closing } = questionnaire.script ?? DEFAULT_SCRIPT;
  return {
    opening: filled(opening, names, minutes),
    consent: filled(consent, names, minutes),
    closing: filled(closing, names, minutes),
  };
}
