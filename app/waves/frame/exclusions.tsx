"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { ExclusionRow } from "#server/waves/frame/exclusions.ts";
import type { WaveFacts } from "#server/waves/wave-facts.ts";
import { Button } from "../../components/button.tsx";
import { Panel, PanelHeader } from "../../components/panel.tsx";
import { PlainTable } from "../../components/plain-table.tsx";
import { Tag } from "../../components/tag.tsx";
import { TextField } from "../../components/text-field.tsx";
import { formatCount, formatMoment, NOTHING } from "../../format.ts";
import { useNames } from "../../language/use-names.ts";
import { useTRPC } from "../../trpc/client.tsx";
import { useWaveDeed } from "../use-wave-deed.ts";
import { AskExclusion } from "./ask-exclusion.tsx";

/** Wishes to leave a home out of the asking, each decided by somebody else than who asked. */
export function Exclusions({ wave }: { readonly wave: WaveFacts }) {
  const t = useTranslations("wave");
  const names = useNames();
  const trpc = useTRPC();
  const [search, setSearch] = useState("");
  const { data } = useQuery(trpc.waveFrames.exclusions.queryOptions({ id: wave.id }));
  const canAsk = wave.state === "locked" || wave.state === "field";
  const part = search.trim().toLowerCase();
  const rows = (data ?? []).filter((row) =>
    [row.homeCode ?? "", names.project(row), row.askedBy ?? "", row.note].some((text) =>
      text.toLowerCase().includes(part),
    ),
  );
  const open = (data ?? []).filter(({ decision }) => decision === null).length;
  return (
    <Panel labelledBy="frame-exclusions">
      <PanelHeader
        id="frame-exclusions"
        title={t("exclusions")}
        beside={open > 0 && <Tag tone="attention">{t("exclusionsOpen", { count: formatCount(open) })}</Tag>}
      >
        {canAsk && <AskExclusion waveId={wave.id} />}
      </PanelHeader>
      <p className="px-4 pb-2 text-12 text-ink-3">{t("exclusionsNote")}</p>
      {data && data.length > 0 && (
        <div className="max-w-80 px-4 pb-2 print:hidden">
          <TextField
            type="search"
            label={t("searchExclusions")}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        </div>
      )}
      {rows.length === 0 ? (
        <p className="px-4 pb-4 text-13 text-ink-3">
          {t(data && data.length > 0 ? "exclusionsNoMatch" : "exclusionsNone")}
        </p>
      ) : (
        <PlainTable
          caption={t("exclusions")}
          rows={rows}
          rowKey={(row) => row.id}
          columns={[
            { key: "home", title: t("home"), cell: (row) => row.homeCode ?? NOTHING },
            { key: "project", title: t("project"), cell: (row) => names.project(row) },
            {
              key: "reason",
              title: t("reason"),
              cell: (row) => `${t(`reason_${row.reason}`)}${row.note === "" ? "" : `：${row.note}`}`,
            },
            {
              key: "asked",
              title: t("askedBy"),
              cell: (row) => `${row.askedBy ?? NOTHING} ${formatMoment(row.askedAt)}`,
            },
            {
              key: "decision",
              title: t("decision"),
              cell: (row) => <Decision row={row} canDecide={canAsk} />,
            },
          ]}
        />
      )}
    </Panel>
  );
}

function Decision({ row, canDecide }: { readonly row: ExclusionRow; readonly canDecide: boolean }) {
  const t = useTranslations("wave");
  const trpc = useTRPC();
  const { refresh, refuse } = useWaveDeed();
  const decide = useMutation(
    trpc.waveFrames.decideExclusion.mutationOptions({ onSuccess: refresh, onError: refuse }),
  );
  if (row.decision !== null)
    return (
      <span className="inline-flex flex-wrap items-center gap-1.5">
        <Tag tone={row.decision === "approved" ? "good" : "plain"}>{t(`decision_${row.decision}`)}</Tag>
        {row.decidedBy}
      </span>
    );
  if (!canDecide) return <>{t("undecided")}</>;
  return (
    <span className="inline-flex gap-1.5">
      <Button
        size="small"
        disabled={decide.isPending}
        onClick={() => decide.mutate({ exclusion: row.id, approve: true })}
      >
        {t("approve")}
      </Button>
      <Button
        size="small"
        kind="quiet"
        disabled={decide.isPending}
        onClick={() => decide.mutate({ exclusion: row.id, approve: false })}
      >
        {t("refuse")}
      </Button>
    </span>
  );
}
