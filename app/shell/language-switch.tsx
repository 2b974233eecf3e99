"use client";

import { useTransition } from "react";
import { useLocale, useTranslations } from "use-intl";
import { classNames } from "../components/class-names.ts";
import { keepLanguage } from "../language/keep-taste.ts";
import type { Language } from "../language/language.ts";

const CHOICES: readonly {
  readonly language: Language;
  readonly short: string;
  readonly name: "chinese" | "english";
}[] = [
  { language: "zh-CN", short: "中", name: "chinese" },
  { language: "en", short: "EN", name: "english" },
];

/** 中 | EN. The choice is kept for this browser. */
export function LanguageSwitch() {
  const t = useTranslations("nav");
  const current = useLocale();
  const [pending, start] = useTransition();
  return (
    <fieldset className="inline-flex rounded-tag border border-line bg-surface font-normal text-12 md:leading-[18px]">
      <legend className="sr-only">{t("language")}</legend>
      {CHOICES.map(({ language, short, name }) => (
        <button
          key={language}
          type="button"
          lang={language}
          title={t(name)}
          aria-pressed={language === current}
          disabled={pending}
          onClick={() => start(() => keepLanguage(language))}
          className={classNames(
            "target-44 min-h-6 min-w-6 rounded-tag px-[5px] hover:bg-sunken",
            language === current ? "font-semibold text-ink" : "text-ink-3",
          )}
        >
          {short}
        </button>
      ))}
    </fieldset>
  );
}
