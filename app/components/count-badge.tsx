"use client";

import { useTranslations } from "use-intl";
import type { ReadingView } from "#server/indicators/reading-view.ts";
import { formatCount } from "../format.ts";
import { useFullFrom } from "../shell/use-full-from.ts";
import { HIDDEN_MARK, withheldMark } from "../withheld-mark.ts";
import { classNames } from "./class-names.ts";

type Counted = Pick<ReadingView, "n" | "state" | "minimum">;

/** n with its standing: outlined below 30, `n<10` below the minimum of the rule, a dot below 5. */
export function CountBadge({
  reading,
  prefix = false,
}: {
  readonly reading: Counted;
  readonly prefix?: boolean;
}) {
  const t = useTranslations("reading");
  const from = useFullFrom();
  if (reading.state === "hidden") {
    return (
      <span className="px-1.5 text-12 text-ink-3" title={t("hidden")}>
        {HIDDEN_MARK}
        <span className="sr-only">{t("hidden")}</span>
      </span>
    );
  }
  const low = reading.state === "indicative" || reading.state === "n-only";
  const standing =
    reading.state === "indicative"
      ? t("indicative", { from })
      : t("nOnly", { minimum: reading.minimum ?? 0 });
  return (
    <span
      title={low ? standing : undefined}
      className={classNames(
        "inline-flex h-[18px] items-center rounded-tag px-[5px] text-12 whitespace-nowrap",
        low ? "text-ink-2 ring-1 ring-line-ctl ring-inset" : "bg-sunken text-ink-3",
      )}
    >
      {withheldMark(reading) ?? `${prefix ? "n " : ""}${formatCount(reading.n)}`}
    </span>
  );
}

/** n in a column of figures: plain where the value is full, so that only what needs care stands out. */
export function CountCell({ reading }: { readonly reading: Counted }) {
  if (reading.state === "full" || reading.state === "undefined") {
    return <span className="text-12 text-ink-3">{formatCount(reading.n)}</span>;
  }
  return <CountBadge reading={reading} />;
}
