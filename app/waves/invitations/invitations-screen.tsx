"use client";

import { useQuery } from "@tanstack/react-query";
import { Mail, PenLine } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../../components/button.tsx";
import { FailureNotice } from "../../components/failure-notice.tsx";
import { Icon } from "../../components/glyph.tsx";
import { Notice } from "../../components/notice.tsx";
import { Panel, PanelHeader } from "../../components/panel.tsx";
import { Bone, Skeleton } from "../../components/skeleton.tsx";
import { formatCount } from "../../format.ts";
import { useTRPC } from "../../trpc/client.tsx";
import { useWaveState } from "../use-wave-state.ts";
import { DeliveriesPanel } from "./deliveries-panel.tsx";
import { MailingDialog } from "./mailing-dialog.tsx";
import { MailingsTable } from "./mailings-table.tsx";
import { RulesPanel } from "./rules-panel.tsx";

const BUSY_MS = 1_500;
const IDLE_MS = 15_000;

/** Writing to the owners of a wave: what went out, what came of it, and the next order. */
export function InvitationsScreen({ wave }: { readonly wave: number }) {
  const state = useWaveState(wave);
  const isOpen = state === "locked" || state === "field";
  const t = useTranslations("mailings");
  const trpc = useTRPC();
  const [writing, setWriting] = useState(false);
  const { data, error, refetch } = useQuery(
    trpc.mailings.list.queryOptions(
      { waveId: wave },
      {
        staleTime: BUSY_MS,
        refetchInterval: (query) =>
          query.state.data?.mailings.some((each) => each.state === "running" || each.state === "planned")
            ? BUSY_MS
            : IDLE_MS,
      },
    ),
  );
  if (error && !data) return <FailureNotice error={error} onRetry={refetch} />;
  if (!data)
    return (
      <Skeleton>
        <Bone className="h-7 w-96 max-w-full bg-line" />
        <Bone className="mt-4 h-64 rounded-panel border border-line bg-surface" />
      </Skeleton>
    );
  const { asked, invited, answered } = data;
  return (
    <div className="flex grow flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <h1 className="text-20 font-semibold">
          {invited === 0
            ? t("findingNone", { asked: formatCount(asked) })
            : t("finding", {
                invited: formatCount(invited),
                asked: formatCount(asked),
                answered: formatCount(answered),
              })}
        </h1>
        <span className="grow" />
        {isOpen && (
          <Button kind="primary" onClick={() => setWriting(true)}>
            <Icon of={PenLine} />
            {t("write")}
          </Button>
        )}
      </div>
      <div className="grid items-start gap-3 xl:grid-cols-[minmax(0,800fr)_minmax(0,344fr)] xl:gap-x-4">
        <Panel labelledBy="mailings">
          <PanelHeader id="mailings" title={t("orders")} />
          {data.mailings.length === 0 ? (
            <Notice icon={Mail} title={t("none")} heading="h3">
              {t("noneBody")}
            </Notice>
          ) : (
            <MailingsTable mailings={data.mailings} wave={wave} isOpen={isOpen} />
          )}
        </Panel>
        <div className="flex flex-col gap-3">
          <RulesPanel view={data} />
          {isOpen && <DeliveriesPanel wave={wave} />}
        </div>
      </div>
      {writing && <MailingDialog wave={wave} onClose={() => setWriting(false)} />}
    </div>
  );
}
