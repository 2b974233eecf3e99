"use client";

import "survey-core/survey-core.fontless.css";
import "survey-core/i18n/simplified-chinese";
import { useMemo } from "react";
import { Model } from "survey-core";
import { Survey } from "survey-react-ui";
import { compileQuestionnaire, type Respondent } from "#surveys/compile-questionnaire.ts";
import type { Questionnaire } from "#surveys/question.ts";
import { surveyJs } from "#surveys/survey-js.ts";

/** The questionnaire as one kind of owner meets it, alive: answers open and close what depends on them. */
export function PreviewSurvey({
  questionnaire,
  respondent,
  locale,
  project,
}: {
  readonly questionnaire: Questionnaire;
  readonly respondent: Respondent;
  readonly locale: "zh-CN" | "en";
  readonly project: string;
}) {
  const model = useMemo(() => {
    const definition = surveyJs(compileQuestionnaire(questionnaire), respondent, {
      locale,
      project,
      seed: "preview",
    });
    const survey = new Model(definition);
    survey.width = "100%";
    survey.showQuestionNumbers = false;
    survey.questionErrorLocation = "bottom";
    return survey;
  }, [questionnaire, respondent, locale, project]);
  return <Survey model={model} />;
}
