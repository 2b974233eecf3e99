"use client";

import { ChevronLeft } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { OpenCase } from "#server/fieldwork/open-case.ts";
import { compileQuestionnaire } from "#surveys/compile-questionnaire.ts";
import { orderedOptions } from "#surveys/option-order.ts";
import { whyCode } from "#surveys/question.ts";
import { route } from "#surveys/route.ts";
import { Button } from "../components/button.tsx";
import { classNames } from "../components/class-names.ts";
import { Icon } from "../components/glyph.tsx";
import { useNames } from "../language/use-names.ts";
import { choiceOfKey } from "./answer-choices.ts";
import { type Given, QuestionCard } from "./question-card.tsx";

/** The interview: one question at a time in the owner's own route, answered by hand or by key. */
export function InterviewForm({
  open,
  answers,
  onAnswers,
  onFinish,
  onBreakOff,
}: {
  readonly open: OpenCase;
  readonly answers: Given;
  readonly onAnswers: (answers: Given) => void;
  readonly onFinish: () => void;
  readonly onBreakOff: () => void;
}) {
  const t = useTranslations("interviews");
  const names = useNames();
  const compiled = useMemo(() => compileQuestionnaire(open.questionnaire), [open.questionnaire]);
  const { questions } = route(compiled, open.respondent, answers);
  const [code, setCode] = useState<string>(
    () =>
      questions.find((question) => answers[question.code] === undefined)?.code ?? questions[0]?.code ?? "",
  );
  const top = useRef<HTMLDivElement>(null);
  const at = Math.max(
    questions.findIndex((question) => question.code === code),
    0,
  );
  const step = compiled
    .stepsFor(open.respondent)
    .find(({ question }) => question.code === questions[at]?.code);
  const isEnd = code === "";

  function go(place: number) {
    setCode(questions[place]?.code ?? "");
    top.current?.scrollTo(0, 0);
  }
  const set = (field: string, value: Given[string] | undefined) => {
    const { [field]: _, ...others } = answers;
    onAnswers(value === undefined ? others : { ...others, [field]: value });
  };

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const { target } = event;
      if (target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement) return;
      if (event.key === "Enter" && !(target instanceof HTMLButtonElement) && !isEnd) return go(at + 1);
      if (event.key === "Backspace") return go(isEnd ? questions.length - 1 : Math.max(at - 1, 0));
      if (!step || isEnd) return;
      const choice = choiceOfKey(step, orderedOptions(step, open.respondentKey), event.key);
      if (!choice || step.question.kind === "multi") return;
      event.preventDefault();
      set(step.question.code, choice.value);
      const { followUp } = step.question;
      const opens =
        followUp !== undefined && typeof choice.value === "number" && choice.value <= followUp.atMost;
      if (!opens && !step.options.some(({ writeIn, value }) => writeIn && value === choice.value)) go(at + 1);
      else document.getElementById(whyCode(step.question.code))?.focus();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  });

  return (
    <div className="flex min-h-0 grow flex-col">
      <div ref={top} className="scroll-quiet min-h-0 grow overflow-y-auto px-4 py-4 md:px-5">
        <ol aria-label={t("questions")} className="mb-4 flex flex-wrap gap-1.5">
          {questions.map((question, place) => {
            const isDone = answers[question.code] !== undefined;
            const isHere = !isEnd && place === at;
            return (
              <li key={question.code}>
                <button
                  type="button"
                  title={names.text(question.short)}
                  aria-current={isHere ? "step" : undefined}
                  aria-label={t(isDone ? "questionDone" : "questionOpen", { number: place + 1 })}
                  onClick={() => setCode(question.code)}
                  className={classNames(
                    "grid size-7 place-items-center rounded-full text-12",
                    isHere
                      ? "bg-accent font-semibold text-on-accent"
                      : isDone
                        ? "bg-sunken text-ink"
                        : "border border-line-strong text-ink-2",
                  )}
                >
                  {place + 1}
                </button>
              </li>
            );
          })}
        </ol>
        {isEnd || !step ? (
          <section aria-labelledby="closing">
            <h2 id="closing" className="text-13 text-ink-3">
              {t("closing")}
            </h2>
            <p className="mt-1 text-18 leading-8">{names.text(open.script.closing)}</p>
            <p className="mt-3 text-14 text-ink-2">
              {t("answered", {
                count: questions.filter((question) => answers[question.code] !== undefined).length,
                all: questions.length,
              })}
            </p>
          </section>
        ) : (
          <QuestionCard
            key={step.question.code}
            step={step}
            answers={answers}
            project={open.projectName}
            seed={open.respondentKey}
            onAnswer={set}
          />
        )}
      </div>
      <footer className="flex shrink-0 max-md:sticky max-md:bottom-14 max-md:z-10 flex-wrap items-center gap-2 border-t border-line bg-surface px-4 py-3 md:px-5">
        <Button
          size="touch"
          disabled={!isEnd && at === 0}
          onClick={() => go(isEnd ? questions.length - 1 : at - 1)}
        >
          <Icon of={ChevronLeft} />
          {t("previous")}
        </Button>
        <span className="grow" />
        <Button size="touch" onClick={onBreakOff}>
          {t("breakOff")}
        </Button>
        {isEnd ? (
          <Button size="touch" kind="primary" onClick={onFinish}>
            {t("finish")}
          </Button>
        ) : (
          <Button size="touch" kind="primary" onClick={() => go(at + 1)}>
            {t("next")}
          </Button>
        )}
      </footer>
    </div>
  );
}
