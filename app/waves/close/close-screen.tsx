"use client";

import { useQuery } from "@tanstack/react-query";
import { LockKeyhole } from "lucide-react";
import { useTranslations } from "use-intl";
import { FailureNotice } from "../../components/failure-notice.tsx";
import { Notice } from "../../components/notice.tsx";
import { Bone, Skeleton } from "../../components/skeleton.tsx";
import { formatCount } from "../../format.ts";
import { useTRPC } from "../../trpc/client.tsx";
import { problemsOf } from "../frame/frame-ahead.tsx";
import { ProblemList } from "../problem-list.tsx";
import { useWaveWork } from "../work/use-wave-work.ts";
import { CloseSteps } from "./close-steps.tsx";
import { Closings } from "./closings.tsx";
import { ExportPanel } from "./export-panel.tsx";
import { Sums } from "./sums.tsx";
import { Weights } from "./weights.tsx";

/** The end of a wave, for those who run it: what is still to be decided, the sums, the weights, and the steps. */
export function CloseScreen({ id }: { readonly id: number }) {
  const t = useTranslations("wave");
  const state = useTranslations("state");
  const trpc = useTRPC();
  const one = useQuery(trpc.waves.one.queryOptions({ id }));
  const mayManage = one.data?.mayManage === true;
  const { data, error, refetch } = useQuery({
    ...trpc.waveClosings.page.queryOptions({ id }),
    enabled: mayManage,
  });
  const { work } = useWaveWork(id, mayManage);
  if (!one.data) return null;
  if (!mayManage)
    return (
      <Notice heading="h1" icon={LockKeyhole} title={state("forbiddenTitle")}>
        {state("forbiddenBody")}
      </Notice>
    );
  if (error && !data) return <FailureNotice error={error} onRetry={refetch} />;
  if (!data)
    return (
      <Skeleton>
        <Bone className="h-7 w-72 bg-line" />
        <Bone className="mt-4 h-64 rounded-panel border border-line bg-surface" />
      </Skeleton>
    );
  const { wave } = one.data;
  const refused =
    (work?.kind === "publish" || work?.kind === "close") && work.state === "done"
      ? problemsOf(work.result)
      : [];
  const problems = wave.state === "field" ? data.problems : refused;
  const counts = { counted: formatCount(data.counts.counted), asked: formatCount(data.counts.asked) };
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <h1 className="grow text-20 font-semibold">
          {wave.state === "field"
            ? t(problems.length > 0 ? "closeWaits" : "closeReady", {
                ...counts,
                count: formatCount(problems.length),
              })
            : t(wave.state === "closed" ? "closedFinding" : "publishedFinding", counts)}
        </h1>
        <CloseSteps wave={wave} page={data} />
      </div>
      <ProblemList problems={problems} title={t("beforeClose", { count: problems.length })} />
      <div className="grid items-start gap-3 xl:grid-cols-2">
        <Sums page={data} />
        <Closings page={data} />
      </div>
      <Weights page={data} />
      <ExportPanel wave={wave} />
    </>
  );
}
