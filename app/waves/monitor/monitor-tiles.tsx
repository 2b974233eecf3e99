"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Panel } from "../../components/panel.tsx";
import { formatCount, formatShare } from "../../format.ts";
import type { ShownMonitor } from "./shown-monitor.ts";
import { wholePercent } from "./use-finding.ts";

function Tile({
  title,
  figure,
  beside,
  note,
}: {
  readonly title: string;
  readonly figure: string;
  readonly beside?: string;
  readonly note: ReactNode;
}) {
  return (
    <div className="border-line px-4 py-[11px]">
      <h2 className="text-13 text-ink-3">{title}</h2>
      <p className="mt-0.5 flex flex-wrap items-baseline gap-x-1.5">
        <span className="text-26 font-semibold">{figure}</span>
        {beside && <span className="text-15 text-ink-3">{beside}</span>}
      </p>
      <p className="text-12 text-ink-3">{note}</p>
    </div>
  );
}

/** Five numbers over the field: answers, days, strata, rate, and what does not count. */
export function MonitorTiles({ view }: { readonly view: ShownMonitor }) {
  const t = useTranslations("monitor");
  const { totals, days, wave, rateThenBefore } = view;
  const left = Math.max(0, days.all - days.begun);
  const rate = totals.asked === 0 ? null : totals.counted / totals.asked;
  const received = totals.counted + totals.takenOut;
  return (
    <Panel className="grid grid-cols-2 divide-line max-lg:[&>*:nth-child(even)]:border-l max-lg:[&>*:nth-child(n+3)]:border-t max-lg:[&>*:last-child]:col-span-2 lg:grid-cols-5 lg:divide-x">
      <Tile
        title={t("valid")}
        figure={formatCount(totals.counted)}
        note={t("validNote", {
          target: formatCount(totals.target),
          share: wholePercent(totals.counted, totals.target),
        })}
      />
      <Tile
        title={t("time")}
        figure={formatCount(days.begun)}
        beside={t("ofDays", { all: days.all })}
        note={
          wave.state === "field"
            ? t("timeNote", { share: wholePercent(days.begun, days.all), left })
            : t("timeRange", { from: wave.opensOn, to: wave.closesOn })
        }
      />
      <Tile
        title={t("strataMet")}
        figure={formatCount(totals.strataMet)}
        beside={`/${formatCount(totals.strata)}`}
        note={t("strataNote")}
      />
      <Tile
        title={t("rate")}
        figure={formatShare(rate)}
        note={
          rateThenBefore === undefined
            ? t("rateOf", { asked: formatCount(totals.asked) })
            : t("rateBefore", { rate: formatShare(rateThenBefore) })
        }
      />
      <Tile
        title={t("takenOut")}
        figure={formatCount(totals.takenOut)}
        note={
          received === 0
            ? t("nothingYet")
            : t("takenOutNote", { share: formatShare(totals.takenOut / received) })
        }
      />
    </Panel>
  );
}
