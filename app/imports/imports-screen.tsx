"use client";

import { useQuery } from "@tanstack/react-query";
import { Upload } from "lucide-react";
import { useTranslations } from "use-intl";
import type { PastImport } from "#server/imports/past-imports.ts";
import { ListFrame } from "../components/list-frame.tsx";
import { Panel } from "../components/panel.tsx";
import { PlainTable } from "../components/plain-table.tsx";
import { ScreenLink } from "../components/screen-link.tsx";
import { Tag } from "../components/tag.tsx";
import { formatCount, formatMoment } from "../format.ts";
import { PageFrame, PageName } from "../shell/page-frame.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { acceptedRows } from "./accepted-rows.ts";

/** Files that were taken in, and how many of their rows were not. */
export function ImportsScreen() {
  const t = useTranslations("imports");
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(trpc.imports.list.queryOptions());
  const newest = data?.find((run) => run.state === "applied") ?? data?.[0];
  return (
    <PageFrame bar={<PageName>{t("title")}</PageName>}>
      <ListFrame
        list={data}
        error={error}
        onRetry={refetch}
        isEmpty={({ length }) => length === 0}
        empty={{ icon: Upload, title: t("none"), body: t("noneBody") }}
      >
        {(runs) => (
          <>
            {newest && (
              <h1 className="text-20 font-semibold">
                {acceptedRows(newest) === newest.rows
                  ? t("findingClean", { accepted: formatCount(newest.rows) })
                  : t("finding", {
                      accepted: formatCount(acceptedRows(newest)),
                      rest: formatCount(newest.rows - acceptedRows(newest)),
                    })}
              </h1>
            )}
            <Panel>
              <Imports runs={runs} />
            </Panel>
          </>
        )}
      </ListFrame>
    </PageFrame>
  );
}

const SOURCES = [
  "org",
  "ledger",
  "signings",
  "responses",
  "repairs",
  "complaints",
  "hotline",
  "inspections",
  "handovers",
] as const;

function Imports({ runs }: { readonly runs: readonly PastImport[] }) {
  const t = useTranslations("imports");
  const source = useTranslations("importSource");
  const sourceName = (name: string) => {
    const known = SOURCES.find((candidate) => candidate === name);
    return known ? source(known) : name;
  };
  return (
    <PlainTable
      caption={t("title")}
      rows={runs}
      rowKey={(run) => run.id}
      columns={[
        {
          key: "file",
          title: t("file"),
          cell: (run) => (
            <ScreenLink
              href={`/imports/${run.id}`}
              className="target-row [overflow-wrap:anywhere] hover:text-accent hover:underline"
            >
              {run.file}
            </ScreenLink>
          ),
        },
        {
          key: "source",
          title: t("source"),
          cell: (run) => sourceName(run.source),
        },
        {
          key: "when",
          title: t("when"),
          cell: (run) => <span className="whitespace-nowrap">{formatMoment(run.at)}</span>,
        },
        { key: "rows", title: t("rows"), right: true, cell: (run) => formatCount(run.rows) },
        { key: "accepted", title: t("accepted"), right: true, cell: (run) => formatCount(acceptedRows(run)) },
        {
          key: "rest",
          title: t("notAccepted"),
          right: true,
          cell: (run) => (
            <span className={run.counts.quarantine + run.counts.reject > 0 ? "text-neg" : ""}>
              {formatCount(run.rows - acceptedRows(run))}
            </span>
          ),
        },
        {
          key: "state",
          title: t("state"),
          cell: (run) => (
            <Tag tone={run.state === "applied" ? "good" : "plain"}>
              {t(run.state === "applied" ? "stateDone" : "stateUndone")}
            </Tag>
          ),
        },
      ]}
    />
  );
}
