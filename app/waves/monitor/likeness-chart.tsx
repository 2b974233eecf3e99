"use client";

import { Fragment } from "react";
import { useTranslations } from "use-intl";
import type { RepresentedRow } from "#server/waves/monitor/representativeness.ts";
import { niceScale } from "../../charts/scale.ts";
import { Tag } from "../../components/tag.tsx";
import { formatShare } from "../../format.ts";

/**
 * Groups of owners on one scale of shares: the grey line is their share of the owners, the hollow dot of the answers,
 * the full dot of the answers as weighted. Where the full dot sits on the line the answers stand for the owners.
 */
export function LikenessChart({
  rows,
  nameOf,
}: {
  readonly rows: readonly RepresentedRow[];
  readonly nameOf: (row: RepresentedRow) => string;
}) {
  const t = useTranslations("monitor");
  const scale = niceScale(
    rows.flatMap(({ ofOwners, ofAnswers, ofWeighted }) =>
      [0, ofOwners, ofAnswers, ofWeighted].map((share) => share * 100),
    ),
    { limits: [0, 100] },
  );
  const across = (share: number) => scale.percent(share * 100);
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 text-13">
      {rows.map((row) => (
        <Fragment key={row.value}>
          <span className="whitespace-nowrap">{nameOf(row)}</span>
          <svg
            width="100%"
            height="24"
            role="img"
            aria-label={t("likenessSentence", {
              group: nameOf(row),
              owners: formatShare(row.ofOwners),
              answers: formatShare(row.ofAnswers),
              weighted: formatShare(row.ofWeighted),
            })}
            className="block overflow-visible"
          >
            <line x1="0" x2="100%" y1="12" y2="12" stroke="var(--line)" />
            <line
              x1={across(row.ofOwners)}
              x2={across(row.ofOwners)}
              y1="3"
              y2="21"
              stroke="var(--ref)"
              strokeWidth="2"
            />
            <circle
              cx={across(row.ofAnswers)}
              cy="12"
              r="4"
              fill="var(--surface)"
              stroke="var(--prev)"
              strokeWidth="1.5"
            />
            <circle data-mark cx={across(row.ofWeighted)} cy="12" r="4" fill="var(--accent)" />
          </svg>
          <span className="text-right whitespace-nowrap">
            {row.isOff && <Tag tone="attention">{t("off")}</Tag>} {formatShare(row.ofWeighted)}
            <span className="text-12 text-ink-3"> / {formatShare(row.ofOwners)}</span>
          </span>
        </Fragment>
      ))}
    </div>
  );
}
