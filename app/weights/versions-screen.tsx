"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { VersionRow } from "#server/definitions/definition-view.ts";
import { Button } from "../components/button.tsx";
import { FailureNotice } from "../components/failure-notice.tsx";
import { PageDialog } from "../components/page-dialog.tsx";
import { Panel, PanelHeader } from "../components/panel.tsx";
import { PlainTable } from "../components/plain-table.tsx";
import { ScreenLink } from "../components/screen-link.tsx";
import { Bone, Skeleton } from "../components/skeleton.tsx";
import { Tag } from "../components/tag.tsx";
import { useToast } from "../components/toaster.tsx";
import { formatMoment, NOTHING } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { useMe } from "../shell/me-context.tsx";
import { PageFrame } from "../shell/page-frame.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { useStatusTag } from "./use-status-tag.ts";
import { WeightsTabs } from "./weights-tabs.tsx";

/** Every index and its versions: what is in force, what is being worked on, what came before. */
export function VersionsScreen() {
  const t = useTranslations("weights");
  const names = useNames();
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(trpc.definitionDrafts.list.queryOptions());
  const waiting = (data ?? []).filter(({ status }) => status === "review");
  const drafts = (data ?? []).filter(({ status }) => status === "draft");
  const families = [...Map.groupBy(data ?? [], ({ id }) => id)];
  return (
    <PageFrame bar={<WeightsTabs current="versions" />}>
      {data ? (
        <>
          <h1 className="text-20 font-semibold">
            {waiting.length > 0
              ? t("listWaiting", { count: waiting.length })
              : drafts.length > 0
                ? t("listDrafts", { count: drafts.length })
                : t("listQuiet")}
          </h1>
          {families.map(([id, rows]) => (
            <Family
              key={id}
              rows={rows}
              title={rows[0] ? names.text(rows[0].title) : id}
              first={id === families[0]?.[0]}
            />
          ))}
        </>
      ) : error ? (
        <FailureNotice error={error} onRetry={refetch} />
      ) : (
        <Skeleton>
          <Bone className="h-7 w-72" />
          <Bone className="mt-4 h-48 rounded-panel" />
        </Skeleton>
      )}
    </PageFrame>
  );
}

function Family({
  rows,
  title,
  first,
}: {
  readonly rows: readonly VersionRow[];
  readonly title: string;
  readonly first: boolean;
}) {
  const t = useTranslations("weights");
  const trpc = useTRPC();
  const cache = useQueryClient();
  const router = useRouter();
  const toast = useToast();
  const statusTag = useStatusTag();
  const me = useMe();
  const [newest] = rows;
  const [doomed, setDoomed] = useState<VersionRow>();
  const changed = () => cache.invalidateQueries(trpc.definitionDrafts.list.queryFilter());
  const start = useMutation(
    trpc.definitionDrafts.start.mutationOptions({
      onSuccess: ({ id, version }) => {
        void changed();
        router.push(`/weights/${id}/${version}`);
      },
      onError: () => toast(t("startFailed"), "danger"),
    }),
  );
  const discard = useMutation(
    trpc.definitionDrafts.discard.mutationOptions({
      onSuccess: () => {
        void changed();
        setDoomed(undefined);
        toast(t("discarded"));
      },
      onError: () => toast(t("stepFailed"), "danger"),
    }),
  );
  const drafts = me.viewingAs === null && me.capabilities.includes("definitions.draft");
  const inForce = rows.find(({ status }) => status === "published");
  return (
    <Panel labelledBy={newest?.id ?? title}>
      <PanelHeader id={newest?.id ?? title} title={title}>
        {drafts && inForce && (
          <Button
            kind={first && !rows.some(({ status }) => status === "draft") ? "primary" : "secondary"}
            size="small"
            disabled={start.isPending}
            onClick={() => start.mutate({ id: inForce.id, from: inForce.version })}
          >
            {t("start", { version: inForce.version })}
          </Button>
        )}
      </PanelHeader>
      {doomed && (
        <PageDialog
          open
          onOpenChange={(open) => open || setDoomed(undefined)}
          title={t("discardOf", { version: doomed.version })}
          description={t("discardNote")}
        >
          <div className="mt-4 flex flex-wrap justify-end gap-2">
            <Button onClick={() => setDoomed(undefined)}>{t("cancel")}</Button>
            <Button
              kind="danger"
              disabled={discard.isPending}
              onClick={() => discard.mutate({ id: doomed.id, version: doomed.version })}
            >
              {t("discard")}
            </Button>
          </div>
        </PageDialog>
      )}
      <PlainTable
        caption={title}
        rows={rows}
        rowKey={(row) => row.version}
        columns={[
          {
            key: "version",
            title: t("version"),
            cell: (row) => (
              <ScreenLink
                href={`/weights/${row.id}/${row.version}`}
                className="target-row text-accent hover:underline"
              >
                {t("versionName", { version: row.version })}
              </ScreenLink>
            ),
          },
          {
            key: "status",
            title: t("status"),
            cell: (row) => <Tag tone={statusTag(row.status).tone}>{statusTag(row.status).label}</Tag>,
          },
          {
            key: "from",
            title: t("inForceFrom"),
            cell: (row) =>
              row.effectiveWaveYear === null
                ? row.status === "published"
                  ? t("fromFirst")
                  : NOTHING
                : t("yearWave", { year: String(row.effectiveWaveYear) }),
          },
          {
            key: "note",
            title: t("reasonShort"),
            cell: (row) => (row.basedOn === null ? t("storyShipped") : (row.note ?? NOTHING)),
          },
          { key: "drafted", title: t("draftedBy"), wideOnly: true, cell: (row) => row.draftedBy ?? NOTHING },
          {
            key: "published",
            title: t("publishedBy"),
            wideOnly: true,
            cell: (row) =>
              row.publishedBy && row.publishedAt
                ? `${row.publishedBy} · ${formatMoment(row.publishedAt)}`
                : NOTHING,
          },
          {
            key: "deed",
            title: t("deeds"),
            right: true,
            cell: (row) =>
              drafts && row.status === "draft" ? (
                <Button size="small" onClick={() => setDoomed(row)}>
                  {t("discard")}
                </Button>
              ) : drafts && row !== inForce && row.status === "published" ? (
                <Button
                  size="small"
                  disabled={start.isPending}
                  onClick={() => start.mutate({ id: row.id, from: row.version })}
                >
                  {t("startFrom")}
                </Button>
              ) : null,
          },
        ]}
      />
    </Panel>
  );
}
