"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { ScrollText } from "lucide-react";
import { useTranslations } from "use-intl";
import type { AuditRow } from "#server/audit/list-audit.ts";
import { Button } from "../components/button.tsx";
import { ListFrame } from "../components/list-frame.tsx";
import { Panel } from "../components/panel.tsx";
import { PlainTable } from "../components/plain-table.tsx";
import { formatCount, formatMoment } from "../format.ts";
import { PageFrame, PageName } from "../shell/page-frame.tsx";
import { useTRPC, useTRPCClient } from "../trpc/client.tsx";
import { useActionName } from "./use-action-name.ts";

/** What was done, by whom, newest first. */
export function AuditScreen() {
  const t = useTranslations("audit");
  const trpc = useTRPC();
  const client = useTRPCClient();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: trpc.audit.list.pathKey(),
    queryFn: ({ pageParam }) => client.audit.list.query(pageParam === 0 ? {} : { before: pageParam }),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next,
  });
  const rows = data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <PageFrame bar={<PageName>{t("title")}</PageName>}>
      <ListFrame
        list={data && rows}
        error={error}
        onRetry={refetch}
        isEmpty={({ length }) => length === 0}
        empty={{ icon: ScrollText, title: t("none"), body: t("noneBody") }}
      >
        {(rows) => (
          <>
            <h1 className="text-20 font-semibold">{t("finding", { count: formatCount(rows.length) })}</h1>
            <Panel>
              <Deeds rows={rows} />
            </Panel>
            {hasNextPage && (
              <div>
                <Button disabled={isFetchingNextPage} onClick={() => fetchNextPage()}>
                  {t("older")}
                </Button>
              </div>
            )}
          </>
        )}
      </ListFrame>
    </PageFrame>
  );
}

/** Ids and counts of a deed as short words; nothing nested is shown. */
function detailWords(detail: unknown): string {
  if (typeof detail !== "object" || detail === null) return "";
  return Object.entries(detail)
    .filter(([, value]) => ["string", "number", "boolean"].includes(typeof value))
    .map(([key, value]) => `${key} ${value}`)
    .join(" · ");
}

type Deed = Omit<AuditRow, "detail"> & { readonly detail?: unknown };

function Deeds({ rows }: { readonly rows: readonly Deed[] }) {
  const t = useTranslations("audit");
  const actionName = useActionName();
  return (
    <PlainTable
      caption={t("title")}
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: "when",
          title: t("when"),
          cell: (row) => <span className="font-normal whitespace-nowrap">{formatMoment(row.at)}</span>,
        },
        {
          key: "who",
          title: t("who"),
          cell: (row) => [row.actor ?? t("system"), ...(row.actingAs ? [`(${row.actingAs})`] : [])].join(" "),
        },
        { key: "action", title: t("action"), cell: (row) => actionName(row.action) },
        { key: "subject", title: t("subject"), cell: (row) => row.subjectName ?? row.subject ?? "" },
        {
          key: "details",
          title: t("details"),
          wideOnly: true,
          cell: (row) => (
            <span className="text-ink-2 [overflow-wrap:anywhere]">
              {[detailWords(row.detail), row.network ?? ""].filter(Boolean).join(" · ")}
            </span>
          ),
        },
      ]}
    />
  );
}
