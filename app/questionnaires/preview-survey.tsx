"use client";

import "survey-core/survey-core.fontless.css";
import "survey-core/i18n/simplified-chinese";
import { useEffect, useMemo, useRef } from "react";
import { DomDocumentHelper, Model } from "survey-core";
import { Survey } from "survey-react-ui";
import type { CompiledQuestionnaire, Respondent } from "#surveys/compile-questionnaire.ts";
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
    "--sjs2-color-bg-basic-secondary": "var(--surface)",
    "--sjs2-color-bg-basic-secondary-dim": "var(--sunken)",
    "--sjs2-color-bg-basic-tertiary-dim": "var(--sunken)",
    "--sjs2-color-border-basic-secondary": "var(--line-ctl)",
    "--sjs2-color-component-panel-simple-default-border": "var(--line-strong)",
    "--sjs2-color-fg-basic-primary": "var(--ink)",
    "--sjs2-color-fg-alert-primary": "var(--danger)",
    "--sjs2-color-bg-brand-primary": "var(--accent)",
    "--sjs2-color-bg-brand-primary-dim": "var(--accent-press)",
    "--sjs2-color-fg-brand-primary": "var(--accent)",
    "--sjs2-color-fg-brand-on-primary": "var(--on-accent)",
    "--sjs2-color-border-brand-primary": "var(--accent)",
    "--sjs2-typography-font-family-text": "var(--font-stack)",
  },
};

/** Turns to the page of a question. */
function turnTo(survey: Model, item: string | undefined): void {
  const page = item === undefined ? undefined : survey.getQuestionByName(item)?.page;
  if (page?.isVisible) survey.currentPage = page;
}

/** Scrolls the phone, and not the page around it, to a question that is out of its sight. */
function bringIntoView(pane: HTMLElement | null, item: string | undefined): void {
  const phone = pane?.parentElement;
  const question = item && pane?.querySelector(`[data-name="${CSS.escape(item)}"]`);
  if (!phone || !question) return;
  const [seen, is] = [phone.getBoundingClientRect(), question.getBoundingClientRect()];
  if (is.top < seen.top || is.bottom > seen.bottom) phone.scrollBy({ top: is.top - seen.top - 16 });
}

/** The questionnaire as one kind of owner meets it, alive: answers open and close what depends on them. */
export function PreviewSurvey({
  compiled,
  respondent,
  locale,
  project,
  item,
}: {
  readonly compiled: CompiledQuestionnaire;
  readonly respondent: Respondent;
  readonly locale: "zh-CN" | "en";
  readonly project: string;
  /** The item that is brought into view. */
  readonly item: string | undefined;
}) {
  const pane = useRef<HTMLDivElement>(null);
  const model = useMemo(() => {
    const definition = surveyJs(compiled, respondent, {
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
  }, [compiled, respondent, locale, project]);
  useEffect(() => {
    turnTo(model, item);
    const drawn = requestAnimationFrame(() => bringIntoView(pane.current, item));
    return () => cancelAnimationFrame(drawn);
  }, [model, item]);
  return (
    <>
      <style nonce={pageNonce()}>{model.themeStyle}</style>
      <div ref={pane}>
        <Survey model={model} />
      </div>
    </>
  );
}
