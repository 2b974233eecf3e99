"use client";

import { useTranslations } from "use-intl";
import type { Text } from "#surveys/question.ts";
import { TextField } from "../components/text-field.tsx";

/** What a part is called, in both languages; Chinese serves for English where that is left empty. */
export function NameFields({
  title,
  missing = false,
  onChange,
}: {
  readonly title: Text;
  /** Whether to say that a name is wanted. */
  readonly missing?: boolean;
  readonly onChange: (title: Text) => void;
}) {
  const t = useTranslations("weights");
  return (
    <>
      <TextField
        label={t("nameZh")}
        value={title.zh}
        aria-required
        error={missing && title.zh.trim() === "" ? t("nameMissing") : undefined}
        maxLength={40}
        onChange={(event) => onChange({ ...title, zh: event.target.value })}
      />
      <TextField
        label={t("nameEn")}
        value={title.en}
        maxLength={60}
        onChange={(event) => onChange({ ...title, en: event.target.value })}
      />
    </>
  );
}

/** The names as they are kept. */
export function keptName({ zh, en }: Text): Text {
  return { zh: zh.trim(), en: en.trim() === "" ? zh.trim() : en.trim() };
}
