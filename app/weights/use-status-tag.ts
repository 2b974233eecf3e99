"use client";

import { useTranslations } from "use-intl";
import type { VersionRow } from "#server/definitions/definition-view.ts";
import type { TagTone } from "../components/tag.tsx";

const TONES = {
  draft: "current",
  review: "attention",
  published: "good",
  retired: "plain",
} as const satisfies Record<VersionRow["status"], TagTone>;

/** The state of a version in a word. */
export function useStatusTag() {
  const t = useTranslations("weights");
  return (status: VersionRow["status"]): { readonly label: string; readonly tone: TagTone } => ({
    label: t(`status_${status}`),
    tone: TONES[status],
  });
}
