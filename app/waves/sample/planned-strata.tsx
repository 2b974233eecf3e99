"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import type { PlannedSample } from "#server/waves/sample/sample-page.ts";
import type { StoredPlan } from "#server/waves/sample/sample-plan.ts";
import { Button } from "../../components/button.tsx";
import { PlainTable } from "../../components/plain-table.tsx";
import { WholeInput } from "../../components/whole-input.tsx";
import { formatCount, NOTHING } from "../../format.ts";
import { useNames } from "../../language/use-names.ts";
import { StratumName } from "../stratum-name.tsx";

type Own = NonNullable<StoredPlan["own"]>;
type Stratum = PlannedSample["strata"][number];

const FIRST = 24;

/** What a plan asks of every project and phase; a target can be changed, or everybody asked, in one of them alone. */
export function PlannedStrata({
  strata,
  editable,
  own,
  onOwn,
}: {
  readonly strata: readonly Stratum[];
  readonly editable: boolean;
  readonly own: Own;
  readonly onOwn: (own: Own) => void;
}) {
  const t = useTranslations("wave");
  const names = useNames();
  const [all, setAll] = useState(false);
  const shown = all ? strata : strata.slice(0, FIRST);
  const isAt = (one: { projectId: number; phase: string }, { projectId, phase }: Stratum) =>
    one.projectId === projectId && one.phase === phase;
  const ownOf = (stratum: Stratum) => own.find((one) => isAt(one, stratum));
  const set = (stratum: Stratum, part: { answers?: number | undefined; takeAll?: true | undefined }) => {
    const { projectId, phase } = stratum;
    const { answers, takeAll } = { ...ownOf(stratum), ...part };
    const rest = own.filter((one) => !isAt(one, stratum));
    if (answers === undefined && takeAll === undefined) return onOwn(rest);
    onOwn([
      ...rest,
      { projectId, phase, ...(answers !== undefined && { answers }), ...(takeAll && { takeAll }) },
    ]);
  };
  return (
    <div className="-mx-4">
      <PlainTable
        caption={t("strata")}
        rows={shown}
        rowKey={(stratum) => `${stratum.projectId}|${stratum.phase}`}
        onPhone="table"
        columns={[
          {
            key: "stratum",
            title: t("stratum"),
            cell: (stratum) => <StratumName {...stratum} />,
          },
          { key: "owners", title: t("homes"), right: true, cell: ({ owners }) => formatCount(owners) },
          {
            key: "target",
            title: t("target"),
            right: true,
            cell: (stratum) =>
              editable ? (
                <WholeInput
                  min={1}
                  max={stratum.owners}
                  aria-label={t("targetOf", {
                    project: names.project(stratum),
                    phase: names.phase(stratum.phase),
                  })}
                  value={ownOf(stratum)?.answers ?? stratum.target}
                  onChange={(answers) => set(stratum, { answers })}
                  onEmpty={() => set(stratum, { answers: undefined })}
                  className={`h-8 w-20 rounded-ctl border px-2 text-right ${ownOf(stratum)?.answers === undefined ? "border-line-ctl bg-surface" : "border-accent bg-accent-soft font-semibold"}`}
                />
              ) : (
                formatCount(stratum.target)
              ),
          },
          {
            key: "whole",
            title: t("takeWhole"),
            right: true,
            cell: (stratum) =>
              editable ? (
                <input
                  type="checkbox"
                  aria-label={t("wholeOf", {
                    project: names.project(stratum),
                    phase: names.phase(stratum.phase),
                  })}
                  checked={stratum.takeAll}
                  disabled={stratum.takeAll && ownOf(stratum)?.takeAll === undefined}
                  onChange={(event) => set(stratum, { takeAll: event.target.checked ? true : undefined })}
                  className="size-6 accent-accent"
                />
              ) : (
                t(stratum.takeAll ? "yes" : "no")
              ),
          },
          { key: "drawn", title: t("asked"), right: true, cell: ({ drawn }) => <b>{formatCount(drawn)}</b> },
          {
            key: "mean",
            title: t("meanMargin"),
            right: true,
            cell: ({ meanPoints }) => (meanPoints === undefined ? NOTHING : `±${meanPoints.toFixed(1)}`),
          },
          {
            key: "margin",
            title: t("margin"),
            right: true,
            cell: ({ marginPoints }) =>
              marginPoints === undefined ? NOTHING : `±${marginPoints.toFixed(1)}`,
          },
          {
            key: "detectable",
            title: t("detectable"),
            right: true,
            cell: ({ detectablePoints }) => detectablePoints.toFixed(1),
          },
        ]}
      />
      {strata.length > FIRST && (
        <div className="px-4 pt-2">
          <Button size="small" onClick={() => setAll(!all)}>
            {t(all ? "showFewer" : "showAllStrata", { count: formatCount(strata.length) })}
          </Button>
        </div>
      )}
    </div>
  );
}
