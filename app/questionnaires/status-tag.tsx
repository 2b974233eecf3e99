"use client";

import { useTranslations } from "use-intl";
import type { QuestionnaireStatus } from "#server/questionnaires/questionnaire-record.ts";
import { Tag, type TagTone } from "../components/tag.tsx";

const TONE: Readonly<Record<QuestionnaireStatus, TagTone>> = {
  draft: "current",
  review: "attention",
  published: "good",
  retired: "plain",
};

/** Where a version stands on its way to owners. */
export function StatusTag({ status }: { readonly status: QuestionnaireStatus }) {
  const t = useTranslations("studio");
  return <Tag tone={TONE[status]}>{t(`status_${status}`)}</Tag>;
}
