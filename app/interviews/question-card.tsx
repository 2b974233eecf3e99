"use client";

import { useTranslations } from "use-intl";
import type { Step } from "#surveys/compile-questionnaire.ts";
import { orderedOptions } from "#surveys/option-order.ts";
import { fillProjectName } from "#surveys/project-name.ts";
import { type AnswerValue, otherCode, type Text, whyCode } from "#surveys/question.ts";
import { MAX_TEXT_LENGTH } from "#surveys/read-answer.ts";
import { asksOther, asksWhy } from "#surveys/route.ts";
import { classNames } from "../components/class-names.ts";
import { useNames } from "../language/use-names.ts";
import { type Choice, choicesOf } from "./answer-choices.ts";

export type Given = Readonly<Record<string, AnswerValue>>;

/** A question as it is read out, with answers as large buttons; keys choose them. */
export function QuestionCard({
  step,
  answers,
  project,
  seed,
  onAnswer,
}: {
  readonly step: Step;
  readonly answers: Given;
  readonly project: Text;
  readonly seed: string;
  readonly onAnswer: (field: string, value: AnswerValue | undefined) => void;
}) {
  const t = useTranslations("interviews");
  const names = useNames();
  const { question } = step;
  const { code, kind } = question;
  const words = (text: Text) => fillProjectName(names.text(text), names.text(project));
  const answer = answers[code];
  const chosen = typeof answer === "object" ? answer : answer === undefined ? [] : [String(answer)];
  const { scale, beside } = choicesOf(step, orderedOptions(step, seed));
  const most = question.maxChoices;

  function choose({ value, exclusive }: Choice) {
    if (kind !== "multi") return onAnswer(code, chosen.includes(String(value)) ? undefined : value);
    const name = String(value);
    const alone = new Set(step.options.filter((option) => option.exclusive).map((option) => option.value));
    const next = chosen.includes(name)
      ? chosen.filter((each) => each !== name)
      : exclusive
        ? [name]
        : [...chosen.filter((each) => !alone.has(each)), name];
    if (most !== undefined && next.length > most) return;
    onAnswer(code, next.length === 0 ? undefined : next);
  }

  const button = (choice: Choice) => (
    <button
      key={String(choice.value)}
      type="button"
      aria-pressed={chosen.includes(String(choice.value))}
      onClick={() => choose(choice)}
      className={classNames(
        "flex min-h-14 flex-col items-center justify-center rounded-panel border px-2 py-1.5 text-15",
        chosen.includes(String(choice.value))
          ? "border-2 border-accent bg-accent-soft font-semibold"
          : "border-line-ctl bg-surface hover:bg-sunken",
        kind !== "rating5" && kind !== "nps" && "items-start px-3 text-left",
      )}
    >
      {words(choice.label)}
      {choice.hint && <span className="text-12 font-normal text-ink-3">{words(choice.hint)}</span>}
    </button>
  );
  const box = (field: string, label: string) => (
    <label className="mt-3 flex flex-col gap-1 text-13 text-ink-2">
      {label}
      <textarea
        rows={2}
        maxLength={MAX_TEXT_LENGTH}
        value={typeof answers[field] === "string" ? answers[field] : ""}
        onChange={(event) => onAnswer(field, event.target.value === "" ? undefined : event.target.value)}
        className="rounded-panel border border-line-ctl bg-surface px-3 py-2 text-16 text-ink"
      />
    </label>
  );

  return (
    <section aria-labelledby="question">
      <div className="grid gap-x-4 md:grid-cols-[52px_1fr]">
        <span className="pt-1 text-13 text-ink-3">{t("readOut")}</span>
        <div>
          <h2 id="question" className="text-20 leading-8 font-semibold">
            {words(question.title)}
          </h2>
          {question.hint && <p className="mt-1 text-14 text-ink-2">{words(question.hint)}</p>}
        </div>
      </div>
      {kind === "text" ? (
        box(code, words(question.short))
      ) : (
        <>
          <div
            className={classNames(
              "mt-4 grid gap-2",
              kind === "rating5" && "md:grid-cols-5",
              kind === "nps" && "grid-cols-6 md:grid-cols-11",
              kind !== "rating5" && kind !== "nps" && "md:grid-cols-2",
            )}
          >
            {scale.map(button)}
          </div>
          {kind === "nps" && question.scaleLabels && (
            <p className="mt-1 flex justify-between text-12 text-ink-3">
              {question.scaleLabels.map((label) => (
                <span key={label.zh}>{words(label)}</span>
              ))}
            </p>
          )}
          {beside.length > 0 && <div className="mt-2 flex flex-wrap gap-2">{beside.map(button)}</div>}
          {most !== undefined && <p className="mt-2 text-13 text-ink-3">{t("upTo", { count: most })}</p>}
        </>
      )}
      {asksWhy(question, answer) && question.followUp && box(whyCode(code), words(question.followUp.prompt))}
      {asksOther(step, answer) && box(otherCode(code), t("pleaseSay"))}
    </section>
  );
}
