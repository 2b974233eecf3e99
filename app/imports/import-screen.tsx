"use client";

import { useQuery } from "@tanstack/react-query";
import { Check } from "lucide-react";
import { useLocale, useTranslations } from "use-intl";
import type { PastImportDetail } from "#server/imports/past-imports.ts";
import { FailureNotice } from "../components/failure-notice.tsx";
import { Notice } from "../components/notice.tsx";
import { Panel } from "../components/panel.tsx";
import { PlainTable } from "../components/plain-table.tsx";
import { ScreenLink } from "../components/screen-link.tsx";
import { Bone, Skeleton } from "../components/skeleton.tsx";
import { Tag, type TagTone } from "../components/tag.tsx";
import { formatCount, formatMoment } from "../format.ts";
import type { Language } from "../language/language.ts";
import { PageFrame, PageName } from "../shell/page-frame.tsx";
import { useTRPC } from "../trpc/client.tsx";

const DISPOSITIONS = [
  "accept",
  "update",
  "duplicate",
  "history",
  "excluded",
  "quality_excluded",
  "quarantine",
  "reject",
  "skip",
] as const;
const TONE: Readonly<Partial<Record<string, TagTone>>> = { quarantine: "attention", reject: "urgent" };

/** One file: every row that was not plainly accepted, with its place and the reason. */
export function ImportScreen({ id }: { readonly id: number }) {
  const t = useTranslations("imports");
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(trpc.imports.one.queryOptions({ id }));
  return (
    <PageFrame
      bar={
        <>
          <PageName note={data && `${data.run.file} · ${formatMoment(data.run.at)}`}>{t("title")}</PageName>
          <span className="grow" />
          <ScreenLink
            href="/imports"
            className="target-44 inline-flex items-center text-13 text-accent hover:underline print:hidden"
          >
            {t("back")}
          </ScreenLink>
        </>
      }
    >
      {error && !data ? (
        <FailureNotice error={error} onRetry={refetch} />
      ) : !data ? (
        <Skeleton>
          <Bone className="h-7 w-72 bg-line" />
          <Bone className="mt-4 h-64 rounded-panel border border-line bg-surface" />
        </Skeleton>
      ) : data.total === 0 ? (
        <Notice heading="h1" icon={Check} title={t("detailClean", { file: data.run.file })}>
          {t("cleanBody")}
        </Notice>
      ) : (
        <Rows detail={data} />
      )}
    </PageFrame>
  );
}

/** A reason as it is kept, Chinese and English side by side, in the reader's language. */
function inLanguage(message: string, language: Language): string {
  const [chinese, english, ...more] = message.split(" · ");
  if (chinese === undefined || english === undefined || more.length > 0) return message;
  return language === "en" ? english : chinese;
}

function Rows({ detail: { run, rows, total, droppedColumns } }: { readonly detail: PastImportDetail }) {
  const t = useTranslations("imports");
  const language = useLocale();
  return (
    <>
      <h1 className="text-20 font-semibold">
        {t("detailTitle", { file: run.file, count: formatCount(total) })}
      </h1>
      <p className="flex flex-wrap gap-2">
        {DISPOSITIONS.filter((disposition) => run.counts[disposition] > 0).map((disposition) => (
          <Tag key={disposition} tone={TONE[disposition] ?? "plain"}>
            {t(disposition)} {formatCount(run.counts[disposition])}
          </Tag>
        ))}
      </p>
      {droppedColumns.length > 0 && (
        <p className="text-13 text-ink-2">{t("dropped", { columns: droppedColumns.join("、") })}</p>
      )}
      <Panel>
        <PlainTable
          caption={run.file}
          rows={rows}
          rowKey={(row) => row.ordinal}
          columns={[
            { key: "row", title: t("row"), cell: (row) => `${row.sheet ? `${row.sheet} · ` : ""}${row.row}` },
            {
              key: "disposition",
              title: t("disposition"),
              cell: (row) => {
                const known = DISPOSITIONS.find((candidate) => candidate === row.disposition);
                return (
                  <Tag tone={TONE[row.disposition] ?? "plain"}>{known ? t(known) : row.disposition}</Tag>
                );
              },
            },
            {
              key: "column",
              title: t("column"),
              cell: (row) => <span className="whitespace-nowrap">{row.column ?? ""}</span>,
            },
            {
              key: "value",
              title: t("value"),
              cell: (row) => <span className="[overflow-wrap:anywhere]">{row.value ?? ""}</span>,
            },
            { key: "message", title: t("message"), cell: (row) => inLanguage(row.message, language) },
          ]}
        />
      </Panel>
      {rows.length < total && (
        <p className="text-13 text-ink-3">
          {t("truncated", { shown: formatCount(rows.length), total: formatCount(total) })}
        </p>
      )}
    </>
  );
}
