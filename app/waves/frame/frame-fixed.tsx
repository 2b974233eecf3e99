"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { WaveFacts } from "#server/waves/wave-facts.ts";
import type { Problem } from "#surveys/problem.ts";
import { Button } from "../../components/button.tsx";
import { FailureNotice } from "../../components/failure-notice.tsx";
import { Panel, PanelHeader } from "../../components/panel.tsx";
import { Bone, Skeleton } from "../../components/skeleton.tsx";
import { formatCount, formatMoment } from "../../format.ts";
import { useTRPC } from "../../trpc/client.tsx";
import { ProblemList } from "../problem-list.tsx";
import { ReasonDialog } from "../reason-dialog.tsx";
import { SamplePanel } from "../sample/sample-panel.tsx";
import { useWaveDeed } from "../use-wave-deed.ts";
import { Exclusions } from "./exclusions.tsx";
import { LeftOut } from "./left-out.tsx";
import { StrataTable } from "./strata-table.tsx";

/** A frame that is fixed: its numbers and fingerprint, the sample drawn from it, and who is left out of the asking. */
export function FrameFixed({ wave }: { readonly wave: WaveFacts }) {
  const t = useTranslations("wave");
  const trpc = useTRPC();
  const { id } = wave;
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const { data, error, refetch } = useQuery(trpc.waveFrames.page.queryOptions({ id }));
  const { refresh, refuse } = useWaveDeed();
  const open = useMutation(
    trpc.waveSamples.open.mutationOptions({
      onSuccess: (result) => {
        setProblems(result.ok ? [] : result.problems);
        refresh();
      },
      onError: refuse,
    }),
  );
  if (error && !data) return <FailureNotice error={error} onRetry={refetch} />;
  if (!data)
    return (
      <Skeleton>
        <Bone className="h-7 w-72 bg-line" />
        <Bone className="mt-4 h-64 rounded-panel border border-line bg-surface" />
      </Skeleton>
    );
  const left = Object.values(data.excluded).reduce((sum, n) => sum + n, 0);
  const isDrawn = data.drawn > 0;
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <h1 className="grow text-20 font-semibold">
          {t(isDrawn ? "fixedDrawn" : "fixedFinding", {
            owners: formatCount(data.owners),
            left: formatCount(left),
            drawn: formatCount(data.drawn),
          })}
        </h1>
        {wave.state === "locked" && (
          <>
            <Unlock id={id} onProblems={setProblems} />
            <Button
              kind={isDrawn ? "primary" : "secondary"}
              disabled={open.isPending}
              onClick={() => open.mutate({ id })}
            >
              {t("openField")}
            </Button>
          </>
        )}
      </div>
      <ProblemList problems={problems} />
      <p className="text-13 text-ink-2">
        {t("leftOut")} <LeftOut counts={data.excluded} />
        {data.built && (
          <>
            <span className="ml-3">{t("lockedAt", { time: formatMoment(data.built.at) })}</span>
            <span className="ml-3 [overflow-wrap:anywhere]" title={data.built.hash}>
              {t("frameHash")} <code className="font-mono text-12">{data.built.hash.slice(0, 16)}</code>
            </span>
          </>
        )}
      </p>
      {wave.origin === "system" && <SamplePanel wave={wave} owners={data.owners} />}
      <Panel labelledBy="frame-strata">
        <PanelHeader id="frame-strata" title={t("strata")} />
        <StrataTable strata={data.strata} drawn={isDrawn} />
      </Panel>
      {wave.origin === "system" && <Exclusions wave={wave} />}
    </>
  );
}

function Unlock({
  id,
  onProblems,
}: {
  readonly id: number;
  readonly onProblems: (problems: readonly Problem[]) => void;
}) {
  const t = useTranslations("wave");
  const trpc = useTRPC();
  const [asking, setAsking] = useState(false);
  const { refresh, refuse } = useWaveDeed();
  const unlock = useMutation(
    trpc.waveFrames.unlock.mutationOptions({
      onSuccess: (result) => {
        setAsking(false);
        onProblems(result.ok ? [] : result.problems);
        refresh();
      },
      onError: refuse,
    }),
  );
  return (
    <>
      <Button kind="quiet" onClick={() => setAsking(true)}>
        {t("unlock")}
      </Button>
      {asking && (
        <ReasonDialog
          title={t("unlockTitle")}
          description={t("unlockNote")}
          confirm={t("unlock")}
          pending={unlock.isPending}
          onConfirm={(reason) => unlock.mutate({ id, reason })}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
