"use client";

import { useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { ScanSearch, ShieldCheck } from "lucide-react";
import { parseAsInteger, parseAsString, useQueryStates } from "nuqs";
import { useRef } from "react";
import { useTranslations } from "use-intl";
import type { QualityCode } from "#server/waves/quality/quality-codes.ts";
import { Button } from "../../components/button.tsx";
import { ChoiceChip } from "../../components/choice-chip.tsx";
import { FailureNotice } from "../../components/failure-notice.tsx";
import { Icon } from "../../components/glyph.tsx";
import { Notice } from "../../components/notice.tsx";
import { Panel } from "../../components/panel.tsx";
import { Bone, Skeleton } from "../../components/skeleton.tsx";
import { useToast } from "../../components/toaster.tsx";
import { formatCount } from "../../format.ts";
import { useNames } from "../../language/use-names.ts";
import { useTRPC, useTRPCClient } from "../../trpc/client.tsx";
import { useWaveState } from "../use-wave-state.ts";
import { EffectPanel } from "./effect-panel.tsx";
import { InterferencePanel } from "./interference-panel.tsx";
import { InterviewerChip } from "./interviewer-chip.tsx";
import { InterviewersPanel } from "./interviewers-panel.tsx";
import { ReviewDesk } from "./review-desk.tsx";
import type { ShownCounts } from "./shown-quality.ts";
import { useQualityChange } from "./use-quality-change.ts";
import { useQualityNames } from "./use-quality-names.ts";

const PAGE = 50;

/** What is chosen of the queue, in the address. */
const CHOICE = { code: parseAsString, project: parseAsInteger, interviewer: parseAsString };

/** Odd answers of a wave that wait for people, and what they do to the score. */
export function QualityScreen({ wave }: { readonly wave: number }) {
  const isOpen = useWaveState(wave) === "field";
  const t = useTranslations("quality");
  const trpc = useTRPC();
  const client = useTRPCClient();
  const [choice, choose] = useQueryStates(CHOICE, { history: "push" });
  const desk = useRef<HTMLDivElement>(null);
  const counts = useQuery(trpc.quality.counts.queryOptions({ waveId: wave }));
  const code = counts.data?.byCode.find((each) => each.code === choice.code)?.code;
  const interviewer = choice.interviewer ?? undefined;
  const filter = { waveId: wave, code, projectId: choice.project ?? undefined, interviewer, limit: PAGE };
  const queue = useInfiniteQuery({
    queryKey: [...trpc.quality.queue.pathKey(), filter],
    queryFn: ({ pageParam }) => client.quality.queue.query({ ...filter, after: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => (page.length < PAGE ? undefined : page.at(-1)?.responseId),
  });
  if (counts.error && !counts.data)
    return <FailureNotice error={counts.error} onRetry={() => void counts.refetch()} />;
  if (!counts.data)
    return (
      <Skeleton>
        <Bone className="h-7 w-96 max-w-full bg-line" />
        <Bone className="mt-4 h-80 rounded-panel border border-line bg-surface" />
      </Skeleton>
    );
  const rows = queue.data?.pages.flat() ?? [];
  return (
    <div className="flex grow flex-col gap-3">
      <div ref={desk} tabIndex={-1} className="flex flex-wrap items-center gap-2 outline-none">
        <h1 className="text-20 font-semibold">
          {counts.data.waiting === 0
            ? t("findingNone")
            : t(counts.data.proposed === 0 ? "finding" : "findingProposed", {
                waiting: formatCount(counts.data.waiting),
                isolated: formatCount(counts.data.isolated),
                proposed: formatCount(counts.data.proposed),
              })}
        </h1>
        <span className="grow" />
        <InterviewerChip wave={wave} value={interviewer} choose={choose} />
        <QueueFilters counts={counts.data} choice={{ code, project: choice.project }} choose={choose} />
        {isOpen && <ScreenButton wave={wave} />}
      </div>
      <Panel>
        {queue.error && rows.length === 0 ? (
          <FailureNotice heading="h3" error={queue.error} onRetry={() => void queue.refetch()} />
        ) : rows.length === 0 ? (
          queue.isPending ? (
            <Bone className="m-4 h-40" />
          ) : (
            <Notice icon={ShieldCheck} title={t("none")}>
              {t("noneBody")}
            </Notice>
          )
        ) : (
          <ReviewDesk rows={rows} isOpen={isOpen} />
        )}
        {queue.hasNextPage && (
          <div className="border-t border-line px-4 py-2">
            <Button size="small" disabled={queue.isFetchingNextPage} onClick={() => queue.fetchNextPage()}>
              {t("more")}
            </Button>
          </div>
        )}
      </Panel>
      <InterviewersPanel
        wave={wave}
        onChoose={(chosen) => {
          void choose({ interviewer: chosen, code: null, project: null });
          desk.current?.focus({ preventScroll: true });
          desk.current?.scrollIntoView({ block: "start" });
        }}
      />
      <div className="grid gap-3 xl:grid-cols-2 xl:gap-x-4">
        <EffectPanel wave={wave} />
        <InterferencePanel wave={wave} />
      </div>
      <p className="text-12 text-ink-3">{t("rule")}</p>
    </div>
  );
}

function QueueFilters({
  counts,
  choice,
  choose,
}: {
  readonly counts: ShownCounts;
  readonly choice: { readonly code: QualityCode | undefined; readonly project: number | null };
  readonly choose: (change: { code?: string | null; project?: number | null }) => unknown;
}) {
  const t = useTranslations("quality");
  const all = useTranslations("filter");
  const names = useNames();
  const nameOf = useQualityNames();
  return (
    <>
      <ChoiceChip
        name={t("mark")}
        value={choice.code ?? "all"}
        fallback="all"
        choices={[
          { value: "all", label: all("all") },
          ...counts.byCode.map(({ code, n }) => ({
            value: code as string,
            label: nameOf(code),
            note: String(n),
          })),
        ]}
        onChoose={(value) => choose({ code: value === "all" ? null : value })}
      />
      <ChoiceChip
        name={t("project")}
        value={String(choice.project ?? "all")}
        fallback="all"
        choices={[
          { value: "all", label: all("all") },
          ...counts.byProject.map(({ projectId, n, ...project }) => ({
            value: String(projectId),
            label: names.project(project),
            note: String(n),
          })),
        ]}
        onChoose={(value) => choose({ project: value === "all" ? null : Number(value) })}
      />
    </>
  );
}

function ScreenButton({ wave }: { readonly wave: number }) {
  const t = useTranslations("quality");
  const trpc = useTRPC();
  const toast = useToast();
  const change = useQualityChange();
  const screen = useMutation(
    trpc.quality.screen.mutationOptions({
      ...change,
      onSuccess: (report) => {
        change.onSuccess();
        const marked = Object.values(report.newFlags).reduce((sum, n) => sum + n, 0);
        toast(
          t("screened", {
            answers: formatCount(report.answers),
            marked: formatCount(marked),
            isolated: formatCount(report.newlyIsolated),
          }),
        );
      },
    }),
  );
  return (
    <Button disabled={screen.isPending} onClick={() => screen.mutate({ waveId: wave })}>
      <Icon of={ScanSearch} />
      {t(screen.isPending ? "screening" : "screen")}
    </Button>
  );
}
