import type { Question, Questionnaire, Text } from "#surveys/question.ts";

function isBlank({ zh, en }: Text): boolean {
  return zh.trim() === "" || en.trim() === "";
}

function textsOf(question: Question): readonly (Text | undefined)[] {
  return [
    question.title,
    question.short,
    question.hint,
    question.followUp?.prompt,
    ...(question.scaleLabels ?? []),
    ...(question.options ?? []).flatMap(({ label, hint }) => [label, hint]),
  ];
}

/** Codes of items (empty for the questionnaire itself) in which a text is still to be written: they cannot be saved so. */
export function emptyTexts({ title, script, sections, questions }: Questionnaire): readonly string[] {
  const around = [title, ...sections.map((section) => section.title), ...Object.values(script ?? {})];
  const whole = around.some(isBlank) ? [""] : [];
  const items = questions.filter((question) =>
    textsOf(question).some((text) => text !== undefined && isBlank(text)),
  );
  return [...whole, ...items.map(({ code }) => code)];
}
