"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { PastDraw } from "#server/waves/sample/sample-page.ts";
import type { WaveFacts } from "#server/waves/wave-facts.ts";
import { Button } from "../../components/button.tsx";
import { Panel, PanelHeader } from "../../components/panel.tsx";
import { Tag } from "../../components/tag.tsx";
import { formatCount, formatMoment } from "../../format.ts";
import { useTRPC } from "../../trpc/client.tsx";
import { useWaveDeed } from "../use-wave-deed.ts";
import { useWaveWork } from "../work/use-wave-work.ts";
import { PlanSample } from "./plan-sample.tsx";
import { usePlanName } from "./use-plan-name.ts";

/** The sample of a wave: what was drawn and the proof that it can be drawn again, and the plan of the next draw. */
export function SamplePanel({ wave, owners }: { readonly wave: WaveFacts; readonly owners: number }) {
  const t = useTranslations("wave");
  const trpc = useTRPC();
  const { id, state } = wave;
  const { data } = useQuery(trpc.waveSamples.page.queryOptions({ id }));
  const [planning, setPlanning] = useState(false);
  const standing = data?.draws[0];
  const canDraw = state === "locked" || state === "field";
  const shown = canDraw && (planning || (data !== undefined && standing === undefined));
  return (
    <Panel labelledBy="wave-sample">
      <PanelHeader id="wave-sample" title={t("sample")}>
        {canDraw && standing && (
          <Button size="small" aria-expanded={shown} onClick={() => setPlanning(!planning)}>
            {t(planning ? "keepSample" : "redraw")}
          </Button>
        )}
      </PanelHeader>
      <div className="flex flex-col gap-3 px-4 pb-4">
        {standing && <Standing waveId={id} draw={standing} draws={data?.draws.length ?? 1} />}
        {shown && data && (
          <PlanSample
            waveId={id}
            owners={owners}
            standing={standing}
            takeAllBelow={data.takeAllBelow}
            onDrawn={() => setPlanning(false)}
          />
        )}
      </div>
    </Panel>
  );
}

function Standing({
  waveId,
  draw,
  draws,
}: {
  readonly waveId: number;
  readonly draw: PastDraw;
  readonly draws: number;
}) {
  const t = useTranslations("wave");
  const trpc = useTRPC();
  const planName = usePlanName();
  const { refuse } = useWaveDeed();
  const { work, running, begun } = useWaveWork(waveId);
  const replay = useMutation(trpc.waveSamples.replay.mutationOptions({ onSuccess: begun, onError: refuse }));
  const replayed =
    work?.kind === "replay" && work.state === "done"
      ? (work.result as { readonly outcome: "drawn" | "replayed" | "rehearsed" })
      : undefined;
  return (
    <div className="text-13">
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <b className="text-14">{planName(draw.plan)}</b>
        <span>{t("drawnOf", { drawn: formatCount(draw.drawn), owners: formatCount(draw.owners) })}</span>
        <span>{t("seed", { seed: String(draw.seed) })}</span>
        <span title={draw.hash}>
          {t("sampleHash")} <code className="font-mono text-12">{draw.hash.slice(0, 16)}</code>
        </span>
        <span className="text-ink-3">
          {t("drawBy", { draw: draws, by: draw.by ?? t("byCommand"), time: formatMoment(draw.at) })}
        </span>
        <Button
          size="small"
          disabled={running || replay.isPending}
          onClick={() => replay.mutate({ id: waveId })}
        >
          {t("replay")}
        </Button>
        <span role="status">
          {replayed && (
            <Tag tone={replayed.outcome === "replayed" ? "good" : "urgent"}>
              {t(replayed.outcome === "replayed" ? "replayedSame" : "replayedOther")}
            </Tag>
          )}
        </span>
      </p>
    </div>
  );
}
