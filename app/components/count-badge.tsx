"use client";

import { useTranslations } from "use-intl";
import type { ReadingView } from "#server/indicators/reading-view.ts";
import { formatCount } from "../format.ts";
import { WITHHELD, withheldMark } from "../withheld-mark.ts";
import { classNames } from "./class-names.ts";

type Counted = Pick<ReadingView, "n" | "state">;

/** n with its standing: outlined below 30, `n<10` below 10, a dot below 5. */
export function CountBadge({
  reading,
  prefix = false,
}: {
  readonly reading: Counted;
  readonly prefix?: boolean;
}) {
  const t = useTranslations("reading");
  if (reading.state === "hidden") {
    return (
      <span className="px-1.5 text-12 text-ink-3" title={t("hidden")}>
        {WITHHELD.hidden}
        <span className="sr-only">{t("hidden")}</span>
      </span>
    );
  }
  const low = reading.state === "indicative" || reading.state === "n-only";
  return (
    <span
      title={low ? t(reading.state === "indicative" ? "indicative" : "nOnly") : undefined}
      className={classNames(
        "inline-flex h-[18px] items-center rounded-tag px-[5px] text-12 whitespace-nowrap",
        low ? "text-ink-2 ring-1 ring-line-ctl ring-inset" : "bg-sunken text-ink-3",
      )}
    >
      {withheldMark(reading.state) ?? `${prefix ? "n " : ""}${formatCount(reading.n)}`}
    </span>
  );
}

/** n in a column of figures: plain above 30, so that only what needs care stands out. */
export function CountCell({ reading }: { readonly reading: Counted }) {
  if (reading.state === "full" || reading.state === "undefined") {
    return <span className="text-12 text-ink-3">{formatCount(reading.n)}</span>;
  }
  return <CountBadge reading={reading} />;
}
