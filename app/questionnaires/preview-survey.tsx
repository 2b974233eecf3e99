"use client";

import "survey-core/survey-core.fontless.css";
import "survey-core/i18n/simplified-chinese";
import { useMemo } from "react";
import { DomDocumentHelper, Model } from "survey-core";
import { Survey } from "survey-react-ui";
import { compileQuestionnaire, type Respondent } from "#surveys/compile-questionnaire.ts";
import type { Questionnaire } from "#surveys/question.ts";
import { surveyJs } from "#surveys/survey-js.ts";

/** The library writes its theme without the nonce that the content policy asks for, so we write it. */
function pageNonce(): string | undefined {
  return document.querySelector<HTMLElement>("script[nonce]")?.nonce;
}

DomDocumentHelper.createElement = (tag) => {
  const element = document.createElement(tag);
  if (element instanceof HTMLStyleElement) element.nonce = pageNonce() ?? "";
  return element;
};

/** Our colours, so that the preview is right in the dark too. */
const THEME = {
  cssVariables: {
    "--sjs2-color-utility-body": "var(--sunken)",
    "--sjs2-color-utility-surface-survey": "var(--sunken)",
    "--sjs2-color-utility-sheet": "var(--surface)",
    "--sjs2-color-bg-basic-primary": "var(--surface)",
    "--sjs2-color-bg-basic-primary-dim": "var(--sunken)",
    "--sjs2-color-fg-basic-primary": "var(--ink)",
    "--sjs2-color-bg-brand-primary": "var(--accent)",
    "--sjs2-color-bg-brand-primary-dim": "var(--accent-press)",
    "--sjs2-color-fg-brand-primary": "var(--accent)",
    "--sjs2-color-fg-brand-on-primary": "var(--on-accent)",
    "--sjs2-color-border-brand-primary": "var(--accent)",
    "--sjs2-typography-font-family-text": "var(--font-stack)",
  },
};

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
    survey.generateStylesheet = false;
    survey.applyTheme(THEME);
    survey.width = "100%";
    survey.showQuestionNumbers = false;
    survey.questionErrorLocation = "bottom";
    return survey;
  }, [questionnaire, respondent, locale, project]);
  return (
    <>
      <style nonce={pageNonce()}>{model.themeStyle}</style>
      <Survey model={model} />
    </>
  );
}
