"use client";

import { useTranslations } from "use-intl";
import { ResponseBullet } from "../../charts/response-bullet.tsx";
import { classNames } from "../../components/class-names.ts";
import { formatCount, NOTHING } from "../../format.ts";
import type { ShownStratum } from "./shown-monitor.ts";
import { wholePercent } from "./use-finding.ts";

/** One stratum: answers of the target, the rate, and the bullet below. */
export function ProgressCell({ stratum }: { readonly stratum: ShownStratum | undefined }) {
  const t = useTranslations("monitor");
  if (!stratum) return <span className="text-ink-3">{NOTHING}</span>;
  const { counted, target, asked, dueByNow, pace } = stratum;
  return (
    <div className="min-w-[92px] md:max-w-[150px]">
      <p className="flex items-baseline gap-1 whitespace-nowrap">
        <span className={classNames("font-semibold", pace === "behind" && "text-neg")}>
          {formatCount(counted)}
        </span>
        <span className="text-12 text-ink-3">/{formatCount(target)}</span>
        <span className="grow" />
        <span className="text-12 text-ink-3">
          <span className="sr-only">{t("rate")} </span>
          {wholePercent(counted, asked)}
        </span>
        <span className="sr-only">
          {t(`pace_${pace}`)}
          {t("dueToday", { due: formatCount(dueByNow) })}
        </span>
      </p>
      <ResponseBullet counted={counted} target={target} dueByNow={dueByNow} pace={pace} />
    </div>
  );
}
