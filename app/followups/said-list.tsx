"use client";

import { useLocale } from "use-intl";
import type { Said } from "#server/followups/said-in-answer.ts";

/** Questions with what an owner said; low marks stand out. */
export function SaidList({ said }: { readonly said: readonly Said[] }) {
  const isEnglish = useLocale() === "en";
  return (
    <dl className="mt-2 grid gap-x-4 gap-y-1 md:grid-cols-[minmax(0,220px)_minmax(0,1fr)]">
      {said.map(({ item, title, answer, isLow }) => (
        <div key={item} className="contents max-md:block">
          <dt className="text-ink-3">{isEnglish ? title.en : title.zh}</dt>
          <dd className={isLow ? "font-semibold text-neg" : "[overflow-wrap:anywhere]"}>
            {isEnglish ? answer.en : answer.zh}
          </dd>
        </div>
      ))}
    </dl>
  );
}
