"use client";

import { useTranslations } from "use-intl";
import type { VersionStatus } from "#server/versions/version.ts";
import { Tag, type TagTone } from "../components/tag.tsx";

const TONE: Readonly<Record<VersionStatus, TagTone>> = {
  draft: "current",
  review: "attention",
  published: "good",
  retired: "plain",
};

/** Where a version stands on its way to owners. */
export function StatusTag({ status }: { readonly status: VersionStatus }) {
  const t = useTranslations("studio");
  return <Tag tone={TONE[status]}>{t(`status_${status}`)}</Tag>;
}
