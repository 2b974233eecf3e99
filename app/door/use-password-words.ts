"use client";

import { useTranslations } from "use-intl";

const PROBLEMS = [
  "too-short",
  "too-long",
  "too-common",
  "like-email",
  "same-as-before",
  "wrong-password",
] as const;

/** What is wrong with a password, in words; undefined where the answer names no problem. */
export function usePasswordWords(least: number) {
  const t = useTranslations("passwordProblem");
  return (details: Readonly<Record<string, unknown>>): string | undefined => {
    const named = Array.isArray(details.problems) ? details.problems : [];
    const words = PROBLEMS.filter((problem) => named.includes(problem)).map((problem) =>
      t(problem, { length: least }),
    );
    return words.length > 0 ? words.join(" ") : undefined;
  };
}
