import { answerLabel } from "#surveys/answer-label.ts";
import type { CompiledQuestionnaire } from "#surveys/compile-questionnaire.ts";
import { decode } from "#surveys/decode.ts";
import type { Question, Text } from "#surveys/question.ts";

/** One question with what the owner said to it. */
export type Said = {
  readonly item: string;
  readonly title: Text;
  readonly answer: Text;
  /** A mark of one or two of five. */
  readonly isLow: boolean;
};

/** An answer as the record keeps it, its words by item. */
export type KeptAnswer = {
  readonly codes: Buffer;
  readonly choices: Readonly<Record<string, readonly string[]>>;
  readonly words: Readonly<Record<string, string>>;
};

const LOW = 2;

function labelOf(question: Question, value: unknown): Text {
  const labels = (Array.isArray(value) ? value : [value]).map((each) => answerLabel(question, String(each)));
  return {
    zh: labels.map(({ zh }) => zh).join("、"),
    en: labels.map(({ en }) => en).join(", "),
  };
}

/** Everything an owner said, in the order of the questionnaire, words as they came; the contact permission itself is left out. */
export function saidInAnswer(compiled: CompiledQuestionnaire, kept: KeptAnswer): readonly Said[] {
  const answers = decode(compiled, { ...kept, texts: kept.words, consent: true });
  const said: Said[] = [];
  for (const [field, question] of compiled.fields) {
    const value = answers[field];
    if (value === undefined || question.kind === "consent") continue;
    const isWords = field !== question.code || question.kind === "text";
    const answer = isWords ? { zh: String(value), en: String(value) } : labelOf(question, value);
    const isLow = question.kind === "rating5" && typeof value === "number" && value <= LOW;
    said.push({ item: field, title: question.short ?? question.title, answer, isLow });
  }
  return said;
}
