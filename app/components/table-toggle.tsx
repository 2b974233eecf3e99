"use client";

import { useTranslations } from "use-intl";

/** Every chart can be read as a table. */
export function TableToggle({
  shown,
  onToggle,
}: {
  readonly shown: boolean;
  readonly onToggle: (shown: boolean) => void;
}) {
  const t = useTranslations("table");
  return (
    <button
      type="button"
      aria-pressed={shown}
      onClick={() => onToggle(!shown)}
      className="target-44 text-12 text-accent underline-offset-2 hover:underline print:hidden"
    >
      {t("show")}
    </button>
  );
}
