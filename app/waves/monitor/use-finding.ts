"use client";

import { useLocale, useTranslations } from "use-intl";
import { formatCount, formatDay } from "../../format.ts";
import { useNames } from "../../language/use-names.ts";
import type { ShownMonitor } from "./shown-monitor.ts";

/** Above this share of what is due a field is ahead of its days, below the other behind them. */
const [AHEAD, BEHIND] = [1.05, 0.85];

export function wholePercent(part: number, whole: number): string {
  return whole === 0 ? "\u2014" : `${Math.round((part / whole) * 100)}%`;
}

/** The first line of the monitor: how far, how fast, and where to look. */
export function useMonitorFinding() {
  const t = useTranslations("monitor");
  const names = useNames();
  const locale = useLocale();
  const language = locale === "en" ? "en" : "zh-CN";

  function pace({ totals, days }: ShownMonitor): string {
    const due = (totals.target * days.begun) / days.all;
    if (totals.counted > AHEAD * due) return t("paceAhead");
    return totals.counted < BEHIND * due ? t("paceBehind") : t("paceOn");
  }

  function toLookAt(view: ShownMonitor): string {
    const behind = view.projects.filter((each) => each.behind && each.project.id !== view.unit.id);
    const burst = view.projects.find(({ marks }) => (marks.COACHED_BURST ?? 0) > 0);
    const join = (list: typeof behind) => list.map(({ project }) => names.unit(project)).join(t("listJoin"));
    const clauses = [
      ...(behind.length === 0
        ? []
        : [
            behind.length <= 3
              ? t("behind", { names: join(behind) })
              : t("behindMany", { names: join(behind.slice(0, 2)), count: behind.length }),
          ]),
      ...(burst ? [t("burst", { name: names.unit(burst.project) })] : []),
    ];
    return clauses.length === 0 ? "" : t("clause", { clauses: clauses.join(t("clauseJoin")) });
  }

  return (view: ShownMonitor): string => {
    const { totals, wave } = view;
    const unit = names.unit(view.unit);
    const share = wholePercent(totals.counted, totals.target);
    const counted = formatCount(totals.counted);
    if (wave.state === "locked") return t("findingLocked", { unit, day: formatDay(wave.opensOn, language) });
    if (wave.state !== "field") return t("findingEnded", { unit, counted, share });
    const first =
      totals.target > 0 && totals.counted >= totals.target
        ? t("findingMet", { unit, counted })
        : t("finding", { unit, share, pace: pace(view) });
    return first + toLookAt(view);
  };
}
