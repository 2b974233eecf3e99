"use client";

import { useId } from "react";
import { useTranslations } from "use-intl";
import type { Text } from "#surveys/question.ts";
import { classNames } from "../components/class-names.ts";

/** A text in both languages, side by side where there is room; Chinese is the master. */
export function TextPair({
  label,
  value,
  onChange,
  rows = 1,
  compact = false,
}: {
  readonly label: string;
  readonly value: Text;
  readonly onChange: (value: Text) => void;
  readonly rows?: number;
  /** Without a visible label, where the row says what it is. */
  readonly compact?: boolean;
}) {
  const t = useTranslations("studio");
  const id = useId();
  const field = (language: "zh" | "en") => {
    const props = {
      id: `${id}-${language}`,
      lang: language === "zh" ? "zh-CN" : "en",
      value: value[language],
      "aria-invalid": value[language].trim() === "" ? true : undefined,
      onChange: (event: { readonly target: { readonly value: string } }) =>
        onChange({ ...value, [language]: event.target.value }),
      className: classNames(
        "w-full rounded-ctl border bg-surface px-2.5 text-16 md:text-14",
        value[language].trim() === "" ? "border-danger" : "border-line-ctl",
        rows === 1 ? "h-11 md:h-8" : "py-1.5",
      ),
    };
    return (
      <div className="min-w-0">
        <label htmlFor={`${id}-${language}`} className={compact ? "sr-only" : "text-12 text-ink-3"}>
          {compact ? `${label} ` : ""}
          {t(language === "zh" ? "inChinese" : "inEnglish")}
        </label>
        {rows === 1 ? <input {...props} /> : <textarea {...props} rows={rows} />}
      </div>
    );
  };
  return (
    <fieldset className="min-w-0">
      <legend className={compact ? "sr-only" : "mb-0.5 text-13 font-semibold"}>{label}</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {field("zh")}
        {field("en")}
      </div>
    </fieldset>
  );
}
