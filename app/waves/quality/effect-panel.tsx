"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../../components/button.tsx";
import { FailureNotice } from "../../components/failure-notice.tsx";
import { Panel, PanelHeader } from "../../components/panel.tsx";
import { PlainTable } from "../../components/plain-table.tsx";
import { Bone } from "../../components/skeleton.tsx";
import { formatCount, formatDifference, formatFigure } from "../../format.ts";
import { useNames } from "../../language/use-names.ts";
import { useTRPC } from "../../trpc/client.tsx";
import { flatUnits } from "../../units/flat-units.ts";
import type { ShownEffect } from "./shown-quality.ts";

const FEW = 8;

function moved({ counted, received }: ShownEffect): number {
  return Math.abs((received.value ?? 0) - (counted.value ?? 0));
}

/** The index as it counts, without marked answers, and with everything that came in. */
export function EffectPanel({ wave }: { readonly wave: number }) {
  const t = useTranslations("quality");
  const names = useNames();
  const trpc = useTRPC();
  const [all, setAll] = useState(false);
  const tree = useQuery(trpc.organisation.tree.queryOptions({ wave }));
  // asked by itself: answers of one request wait for the slowest, and this one counts every answer anew
  const { data, error, refetch } = useQuery(
    trpc.quality.effect.queryOptions({ waveId: wave }, { enabled: tree.isSuccess }),
  );
  const units = new Map(flatUnits(tree.data ?? []).map(({ unit }) => [unit.id, unit]));
  const nameOf = ({ group }: ShownEffect): string => {
    const id = Number(group.project ?? group.region ?? 0);
    const unit = units.get(id);
    return id === 0 ? t("whole") : unit ? names.unit(unit) : String(id);
  };
  const whole = data?.find(({ group }) => Object.keys(group).length === 0);
  const parts = (data ?? [])
    .filter((row) => row !== whole && row.received.n !== undefined && row.group.region !== "")
    .toSorted((a, b) => moved(b) - moved(a));
  const rows = [...(whole ? [whole] : []), ...(all ? parts : parts.slice(0, FEW))];
  return (
    <Panel labelledBy="effect">
      <PanelHeader
        id="effect"
        title={t("effect")}
        beside={<span className="text-12 text-ink-3">{t("effectNote")}</span>}
      />
      {error && !data ? (
        <FailureNotice heading="h3" error={error} onRetry={refetch} />
      ) : !data ? (
        <Bone className="m-4 h-40" />
      ) : (
        <>
          <PlainTable
            caption={t("effect")}
            rows={rows}
            rowKey={(row) => JSON.stringify(row.group)}
            onPhone="table"
            columns={[
              { key: "unit", title: t("unit"), cell: nameOf },
              {
                key: "counted",
                title: t("asCounted"),
                right: true,
                cell: (row) => <Score of={row.counted} />,
              },
              {
                key: "unmarked",
                title: t("withoutMarked"),
                right: true,
                cell: (row) => <Score of={row.unmarked} />,
              },
              {
                key: "received",
                title: t("asReceived"),
                right: true,
                cell: (row) => <Score of={row.received} />,
              },
              {
                key: "difference",
                title: t("difference"),
                right: true,
                cell: (row) =>
                  row.counted.value === undefined || row.received.value === undefined
                    ? "\u2014"
                    : formatDifference(row.counted.value - row.received.value, "points"),
              },
            ]}
          />
          {parts.length > FEW && (
            <div className="border-t border-line px-4 py-2">
              <Button size="small" onClick={() => setAll(!all)}>
                {t(all ? "fewer" : "allUnits")}
              </Button>
            </div>
          )}
        </>
      )}
    </Panel>
  );
}

function Score({
  of,
}: {
  readonly of: { readonly value?: number | undefined; readonly n?: number | undefined };
}) {
  return (
    <>
      {formatFigure(of.value ?? null, "points")}{" "}
      {of.n !== undefined && <span className="text-12 text-ink-3">n {formatCount(of.n)}</span>}
    </>
  );
}
