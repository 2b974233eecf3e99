"use client";

import { useTranslations } from "use-intl";
import type { VoicesView } from "#server/voices/voices-view.ts";
import { formatCount, formatShare } from "../format.ts";
import { useNames } from "../language/use-names.ts";

/** The first line: what is spoken of most, and what is spoken of more or less than before for sure. */
export function useVoicesFinding() {
  const t = useTranslations("voices");
  const names = useNames();
  return (view: VoicesView): string => {
    const [first] = view.topics;
    if (!first || first.count === 0) return t("findingNone", { unit: names.unit(view.unit) });
    const head = t("finding", {
      unit: names.unit(view.unit),
      n: formatCount(view.n),
      topic: names.text(first.topic.title),
      share: formatShare(first.share),
    });
    const moved = view.topics
      .filter(({ change }) => change !== null && change.verdict !== "not-distinguishable")
      .toSorted((a, b) => Math.abs(b.change?.difference ?? 0) - Math.abs(a.change?.difference ?? 0))[0];
    if (!moved?.change) return head;
    const key = moved.change.verdict === "more" ? "andMore" : "andLess";
    return `${head}${t(key, { topic: names.text(moved.topic.title) })}`;
  };
}
