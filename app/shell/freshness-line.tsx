"use client";

import { useTranslations } from "use-intl";
import { classNames } from "../components/class-names.ts";
import { formatMoment } from "../format.ts";
import { useFreshness } from "./use-freshness.ts";

/** How fresh the numbers are: a dot, and beside it until when. It moves by itself when new answers come in. */
export function FreshnessLine({
  className,
  compact = false,
}: {
  readonly className?: string;
  readonly compact?: boolean;
}) {
  const t = useTranslations("freshness");
  const { freshness, offline } = useFreshness();
  if (!freshness) return null;
  const time = freshness.loadedAt ? formatMoment(freshness.loadedAt) : undefined;
  const behind = (freshness.lagSeconds ?? 0) > 10;
  const words = time ? t(offline ? "offline" : "fresh", { time }) : t("none");
  const more = behind ? t("lag", { seconds: Math.round(freshness.lagSeconds ?? 0) }) : t("current");
  return (
    <p
      title={`${words}. ${more}`}
      className={classNames(
        "flex items-center gap-2 px-2 py-1 text-12 text-ink-3",
        compact && "justify-center",
      )}
    >
      <span
        aria-hidden="true"
        className={classNames(
          "size-2 shrink-0 rounded-full",
          offline
            ? "bg-surface ring-1 ring-danger ring-inset"
            : behind
              ? "bg-surface ring-2 ring-neg ring-inset"
              : "bg-pos",
        )}
      />
      <span className={classNames("min-w-0", className)}>{words}</span>
    </p>
  );
}
