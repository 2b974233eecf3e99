"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { FailureNotice } from "../../components/failure-notice.tsx";
import { Panel, PanelHeader } from "../../components/panel.tsx";
import { PrintButton } from "../../components/print-button.tsx";
import { Bone, Skeleton } from "../../components/skeleton.tsx";
import { formatCount, formatShare } from "../../format.ts";
import { useNames } from "../../language/use-names.ts";
import { useMe } from "../../shell/me-context.tsx";
import { useTRPC } from "../../trpc/client.tsx";
import { SumLines } from "../close/sum-lines.tsx";
import { WeightLog } from "../close/weight-log.tsx";
import { LikenessPanel } from "../monitor/likeness-panel.tsx";
import { ModesPanel } from "../monitor/modes-panel.tsx";
import { ProblemList } from "../problem-list.tsx";
import { MarginsPanel } from "./margins-panel.tsx";
import { MethodAsking } from "./method-asking.tsx";
import { MethodNotes } from "./method-notes.tsx";
import { MethodOutcomes } from "./method-outcomes.tsx";
import { MethodQuality } from "./method-quality.tsx";
import { MethodQuestions } from "./method-questions.tsx";
import { MethodTraces } from "./method-traces.tsx";
import { OtherWeightsPanel } from "./other-weights-panel.tsx";
import { TakeMethodButton } from "./take-method-button.tsx";

/** How a wave was done: what every report of it carries, so that a reader can say how far to trust it. */
export function MethodScreen({ id }: { readonly id: number }) {
  const t = useTranslations("method");
  const trpc = useTRPC();
  const names = useNames();
  const manages = useMe().capabilities.includes("waves.manage");
  const { data, error, refetch } = useQuery(trpc.waveClosings.method.queryOptions({ id }));
  if (error && !data) return <FailureNotice error={error} onRetry={refetch} />;
  if (!data)
    return (
      <Skeleton>
        <Bone className="h-7 w-72 bg-line" />
        <Bone className="mt-4 h-64 rounded-panel border border-line bg-surface" />
      </Skeleton>
    );
  return (
    <>
      <div className="flex items-start gap-2">
        <h1 className="grow text-20 font-semibold">
          {t("finding", {
            name: names.wave(data.wave),
            counted: formatCount(data.weighting.respondents),
            owners: formatCount(data.weighting.ownersCovered),
            rate: formatShare(data.outcomes.rates.RR2 ?? null),
          })}
        </h1>
        <TakeMethodButton wave={id} />
        <PrintButton />
      </div>
      <ProblemList problems={data.cautions} title={t("cautions")} />
      <div className="gap-3 xl:columns-2 print:columns-1 [&>*]:mb-3 [&>*]:break-inside-avoid">
        <MethodAsking view={data} />
        <MethodNotes view={data} manages={manages} />
        <MethodOutcomes view={data} />
        <ModesPanel view={data} />
        <MethodQuality view={data} />
        <Panel labelledBy="method-weights">
          <PanelHeader id="method-weights" title={t("weights")} />
          <WeightLog weighting={data.weighting} />
          <p className="px-4 pb-3 text-13 text-ink-2">
            {t("differs", { count: formatCount(data.weighting.differsFromIndex) })}
          </p>
        </Panel>
        <Panel labelledBy="method-sums">
          <PanelHeader id="method-sums" title={t("sums")} />
          <SumLines lines={data.reconciliation.lines} />
        </Panel>
      </div>
      <MarginsPanel wave={id} />
      <MethodQuestions view={data} />
      <LikenessPanel represented={data.represented} regions={data.regions} />
      {manages && <OtherWeightsPanel wave={id} ageBy={data.wave.ageBy} />}
      <MethodTraces view={data} />
    </>
  );
}
