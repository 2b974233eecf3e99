import { z } from "zod";
import type { CompiledQuestionnaire } from "#surveys/compile-questionnaire.ts";
import { PROJECT_PLACEHOLDER } from "#surveys/project-name.ts";
import type { Question } from "#surveys/question.ts";
import { textSimilarity } from "../normalise/text-similarity.ts";
import type { ColumnSpec, TableColumn } from "../tables/column-spec.ts";
import { headerForms, headerText } from "../tables/header-text.ts";
import type { HeaderGuess } from "../tables/match-columns.ts";
import annualWordings from "./annual-wordings.json" with { type: "json" };

/** How alike a header and a wording must be, and how much more than the next best, to be the same question reworded. */
const ALIKE = 0.55;
const AHEAD = 0.15;

const wordingsFile = z.strictObject({
  wordings: z.record(z.string(), z.array(z.string())),
  labels: z.record(z.string(), z.array(z.string())),
});

/** What vendors have written for a questionnaire's items; a new questionnaire brings its file and one line here. */
const WORDINGS: Readonly<Record<string, z.infer<typeof wordingsFile>>> = {
  annual: wordingsFile.parse(annualWordings),
};

/** What vendors write above the columns of a questionnaire's items, and on their scales. */
export type AnswerColumns = {
  readonly specs: readonly ColumnSpec[];
  readonly guess: HeaderGuess;
  readonly labels: Readonly<Record<string, readonly string[]>>;
  /** The wording of a column's item when it is not the questionnaire's. */
  readonly reworded: (column: TableColumn) => string | undefined;
};

function ownWordings({ title, short }: Question): readonly string[] {
  return [title.zh.replace(PROJECT_PLACEHOLDER, "本项目"), short.zh];
}

/** Several 0/1 columns for one question: its wording, then an option's label. */
function spreadOption(
  question: Question,
  wordings: readonly string[],
  forms: readonly string[],
): string | undefined {
  for (const wording of wordings.map(headerText))
    for (const form of forms) {
      if (!form.startsWith(wording)) continue;
      const rest = form.slice(wording.length).replace(/[\p{P}\p{S}]/gu, "");
      const option = question.options?.find(({ label }) => label.zh.replace(/[\p{P}\p{S}]/gu, "") === rest);
      if (option) return option.value;
    }
  return undefined;
}

/** Columns of a questionnaire's answers: every item by its wordings and code, `CODE:reversed` for a mapping to declare. */
export function answerColumns({ questionnaire }: CompiledQuestionnaire): AnswerColumns {
  const file = WORDINGS[questionnaire.id] ?? { wordings: {}, labels: {} };
  const { questions } = questionnaire;
  const wordingsOf = new Map(
    questions.map((question) => [
      question.code,
      [...(file.wordings[question.code] ?? []), ...ownWordings(question)],
    ]),
  );
  const known = new Map(
    [...wordingsOf].map(([code, wordings]) => [code, new Set(wordings.flatMap(headerForms))]),
  );
  const specs = questions.flatMap((question): ColumnSpec[] => [
    {
      field: question.code,
      headers: [question.code, ...(wordingsOf.get(question.code) ?? [])],
      handling: "keep",
    },
    ...(question.kind === "rating5"
      ? [{ field: `${question.code}:reversed`, headers: [], handling: "keep" as const }]
      : []),
  ]);
  const guess: HeaderGuess = (header) => {
    const forms = headerForms(header);
    for (const question of questions) {
      if (question.kind !== "multi") continue;
      const option = spreadOption(question, wordingsOf.get(question.code) ?? [], forms);
      if (option !== undefined) return { field: `${question.code}=${option}`, headers: [], handling: "keep" };
    }
    const ranked = [...wordingsOf]
      .map(([code, wordings]) => ({
        code,
        like: Math.max(
          ...wordings.flatMap((wording) => forms.map((form) => textSimilarity(form, headerText(wording)))),
        ),
      }))
      .toSorted((a, b) => b.like - a.like);
    const [best, next] = ranked;
    if (!best || best.like < ALIKE || best.like - (next?.like ?? 0) < AHEAD) return undefined;
    return specs.find(({ field }) => field === best.code);
  };
  return {
    specs,
    guess,
    labels: file.labels,
    reworded: ({ header, field }) => {
      const code = field?.split(":")[0] ?? "";
      const forms = headerForms(header);
      const wordings = known.get(code);
      if (!wordings || header === code || forms.some((form) => wordings.has(form))) return undefined;
      return header.replace(/^(?:Q?\d{1,3}\s*[、.．_:：]\s*)?(?:[^—–]{1,12}[—–]+)?/i, "");
    },
  };
}
