"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { ExclusionReason } from "#server/waves/frame/exclusion-reasons.ts";
import type { PreviewStratum } from "#server/waves/frame/preview-frame.ts";
import type { WaveFacts } from "#server/waves/wave-facts.ts";
import type { Problem } from "#surveys/problem.ts";
import { Button } from "../../components/button.tsx";
import { Panel, PanelHeader } from "../../components/panel.tsx";
import { formatCount, formatMoment } from "../../format.ts";
import { useTRPC } from "../../trpc/client.tsx";
import { ProblemList } from "../problem-list.tsx";
import { useWaveDeed } from "../use-wave-deed.ts";
import { useWaveWork } from "../work/use-wave-work.ts";
import { LeftOut } from "./left-out.tsx";
import { StrataTable } from "./strata-table.tsx";

type Counts = Partial<Record<ExclusionReason, number>>;

function sumOf(strata: readonly PreviewStratum[]): Counts {
  const sum: Counts = {};
  for (const { excluded } of strata)
    for (const [reason, n] of Object.entries(excluded) as [ExclusionReason, number][])
      sum[reason] = (sum[reason] ?? 0) + n;
  return sum;
}

/** The problems a step that was refused gave, if the newest work is such a step. */
export function problemsOf(result: unknown): readonly Problem[] {
  const refused = result as
    | { readonly ok?: boolean; readonly problems?: readonly Problem[] }
    | null
    | undefined;
  return refused?.ok === false ? (refused.problems ?? []) : [];
}

/** Before the frame is fixed: who would be in it, who would be left in peace, and the step that fixes it. */
export function FrameAhead({ wave }: { readonly wave: WaveFacts }) {
  const t = useTranslations("wave");
  const trpc = useTRPC();
  const { id } = wave;
  const { work, running, begun } = useWaveWork(id);
  const { refuse } = useWaveDeed();
  const { data: kept } = useQuery(trpc.waveFrames.kept.queryOptions({ id }));
  const { data: draft } = useQuery(trpc.waveDrafts.one.queryOptions({ id }));
  const options = { onSuccess: begun, onError: refuse };
  const preview = useMutation(trpc.waveFrames.preview.mutationOptions(options));
  const lock = useMutation(trpc.waveFrames.lock.mutationOptions(options));
  const busy = running || preview.isPending || lock.isPending;
  const excluded = kept ? sumOf(kept.strata) : {};
  const left = Object.values(excluded).reduce((sum, n) => sum + n, 0);
  const refused = work?.kind === "lock" && work.state === "done" ? problemsOf(work.result) : [];
  const problems = [...(draft?.problems ?? []), ...refused.filter(({ code }) => code === "frame-empty")];
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <h1 className="grow text-20 font-semibold">
          {kept
            ? t("aheadFinding", {
                day: kept.cutoffOn,
                owners: formatCount(kept.owners),
                left: formatCount(left),
              })
            : t("aheadUnknown", { day: wave.cutoffOn })}
        </h1>
        <Button disabled={busy} onClick={() => preview.mutate({ id })}>
          {t(kept ? "previewAgain" : "preview")}
        </Button>
        <Button
          kind="primary"
          disabled={busy || (draft?.problems.length ?? 0) > 0}
          onClick={() => lock.mutate({ id })}
        >
          {t("lock")}
        </Button>
      </div>
      <ProblemList problems={problems} title={t("beforeLock", { count: problems.length })} />
      {kept && (
        <Panel labelledBy="frame-ahead">
          <PanelHeader
            id="frame-ahead"
            title={t("strata")}
            beside={
              <span className="text-12 text-ink-3">
                {t(kept.isStale ? "previewStale" : "previewOf", { time: formatMoment(kept.at) })}
              </span>
            }
          />
          <p className="px-4 pb-2 text-13 text-ink-2">
            {t("leftOut")} <LeftOut counts={excluded} />
          </p>
          <StrataTable strata={kept.strata} />
        </Panel>
      )}
      <p className="text-13 text-ink-3">
        {t("lockNote", { days: draft?.draft.rules["contact.days"] ?? draft?.settings["contact.days"] ?? 90 })}
      </p>
    </>
  );
}
