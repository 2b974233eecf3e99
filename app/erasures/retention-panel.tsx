"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { FailureNotice } from "../components/failure-notice.tsx";
import { Panel, PanelHeader } from "../components/panel.tsx";
import { PlainTable } from "../components/plain-table.tsx";
import { formatCount, NOTHING } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { useTRPC } from "../trpc/client.tsx";

const TITLE = "retention-plan";

/** What is destroyed by itself, and when. */
export function RetentionPanel() {
  const t = useTranslations("erasures");
  const names = useNames();
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(trpc.erasures.plan.queryOptions());
  return (
    <Panel labelledBy={TITLE}>
      <PanelHeader id={TITLE} title={t("plan")} />
      <p className="px-4 pb-2 text-13 text-ink-2">{t("planNote")}</p>
      {error && !data ? (
        <FailureNotice heading="h3" error={error} onRetry={refetch} />
      ) : data?.length === 0 ? (
        <p className="px-4 pb-4 text-13">{t("planNone")}</p>
      ) : (
        <PlainTable
          caption={t("plan")}
          rows={data ?? []}
          rowKey={({ what, wave, on }) => `${what} ${wave?.name ?? ""} ${on}`}
          columns={[
            { key: "what", title: t("what"), cell: ({ what }) => t(`what_${what}`) },
            { key: "wave", title: t("wave"), cell: ({ wave }) => (wave ? names.wave(wave) : "") },
            {
              key: "count",
              title: t("count"),
              right: true,
              cell: ({ count }) => (count === null ? NOTHING : formatCount(count)),
            },
            { key: "on", title: t("on"), cell: ({ on }) => on },
          ]}
        />
      )}
    </Panel>
  );
}
