"use client";

import { History } from "lucide-react";
import { useTranslations } from "use-intl";
import type { VersionStep } from "#server/versions/version-steps.ts";
import { Notice } from "../components/notice.tsx";
import { formatMoment } from "../format.ts";

/** Who did what to a version, when and why, the newest first. */
export function StoryView({ steps }: { readonly steps: readonly VersionStep[] }) {
  const t = useTranslations("studio");
  if (steps.length === 0)
    return (
      <Notice heading="h2" icon={History} title={t("noStory")}>
        {t("noStoryBody")}
      </Notice>
    );
  return (
    <ol className="p-4">
      {steps.toReversed().map(({ step, by, at, reason }) => (
        <li
          key={at + step}
          className="grid gap-x-4 border-b border-line py-2.5 last:border-0 sm:grid-cols-[140px_1fr]"
        >
          <time dateTime={at} className="text-13 text-ink-3">
            {formatMoment(at)}
          </time>
          <div className="text-14">
            <b>{by ?? t("somebody")}</b> {t(`step_${step}`)}
            {reason && <p className="text-13 text-ink-2">{t("quoted", { reason })}</p>}
          </div>
        </li>
      ))}
    </ol>
  );
}
