"use client";

import { useTranslations } from "use-intl";
import type { PassportView } from "#server/indicators/reading-view.ts";

/** A superscript beside numbers that are shown under another rule than that of their time. */
export function RestatedMark({
  passport,
}: {
  readonly passport: Pick<PassportView, "definition" | "restatedFrom">;
}) {
  const t = useTranslations("rule");
  if (passport.restatedFrom === null) return null;
  const title = t("restated", { version: passport.definition.version, from: passport.restatedFrom });
  return (
    <abbr title={title} className="text-accent no-underline">
      <sup aria-hidden="true">{t("mark")}</sup>
      <span className="sr-only">{title}</span>
    </abbr>
  );
}
