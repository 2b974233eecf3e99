"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { FailureNotice } from "../../components/failure-notice.tsx";
import { Panel, PanelHeader } from "../../components/panel.tsx";
import { Bone } from "../../components/skeleton.tsx";
import { Tag } from "../../components/tag.tsx";
import { useNames } from "../../language/use-names.ts";
import { useTRPC } from "../../trpc/client.tsx";

/** What owners say of being asked for another mark; for headquarters alone. */
export function InterferencePanel({ wave }: { readonly wave: number }) {
  const t = useTranslations("quality");
  const names = useNames();
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(trpc.quality.interference.queryOptions({ waveId: wave }));
  return (
    <Panel labelledBy="interference">
      <PanelHeader
        id="interference"
        title={t("interference")}
        beside={data && data.length > 0 ? <Tag tone="urgent">{data.length}</Tag> : undefined}
      >
        <span className="text-12 text-ink-3">{t("interferenceFor")}</span>
      </PanelHeader>
      {error && !data ? (
        <FailureNotice heading="h3" error={error} onRetry={refetch} />
      ) : !data ? (
        <Bone className="m-4 h-24" />
      ) : data.length === 0 ? (
        <p className="border-t border-line px-4 py-3 text-13 text-ink-3">{t("interferenceNone")}</p>
      ) : (
        <ul className="scroll-quiet max-h-96 overflow-y-auto border-t border-line">
          {data.map((report) => (
            <li key={report.id} className="border-b border-line px-4 py-2 text-13 last:border-0">
              <p className="text-12 text-ink-3">
                {names.project(report)} · {report.on}
              </p>
              <p className="[overflow-wrap:anywhere]">{report.words}</p>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
