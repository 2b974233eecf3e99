"use client";

import { TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl";
import type { Problem } from "#surveys/problem.ts";
import { Icon } from "../components/glyph.tsx";
import { useNames } from "../language/use-names.ts";

/** What stands in the way, each with its remedy. Nothing is drawn when nothing does. */
export function ProblemList({
  problems,
  title,
}: {
  readonly problems: readonly Problem[];
  readonly title?: string;
}) {
  const t = useTranslations("wave");
  const names = useNames();
  if (problems.length === 0) return null;
  return (
    <section
      aria-label={title ?? t("problems")}
      className="rounded-panel border border-line bg-neg-soft px-4 py-3 text-13"
    >
      <h2 className="flex items-center gap-1.5 font-semibold text-neg">
        <Icon of={TriangleAlert} />
        {title ?? t("problems")}
      </h2>
      <ul className="mt-1.5 flex flex-col gap-1 pl-[22px]">
        {problems.map((problem) => (
          <li key={`${problem.code} ${problem.item}`} className="list-disc">
            {names.text(problem)}
          </li>
        ))}
      </ul>
    </section>
  );
}
