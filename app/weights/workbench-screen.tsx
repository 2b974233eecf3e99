"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Check, Redo2, Undo2 } from "lucide-react";
import { memo, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { diff } from "#analytics/diff.ts";
import { IconButton } from "../components/button.tsx";
import { FailureNotice } from "../components/failure-notice.tsx";
import { Icon } from "../components/glyph.tsx";
import { ScreenLink } from "../components/screen-link.tsx";
import { Bone, Skeleton } from "../components/skeleton.tsx";
import { Tag } from "../components/tag.tsx";
import { formatMoment } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { useMe } from "../shell/me-context.tsx";
import { ToolFrame } from "../shell/tool-frame.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { ChangesPanel } from "./changes-panel.tsx";
import { EffectPanel } from "./effect-panel.tsx";
import { HandoverPanel } from "./handover-panel.tsx";
import { PastEffect } from "./past-effect.tsx";
import { PhaseMatrix } from "./phase-matrix.tsx";
import { RulesPanel } from "./rules-panel.tsx";
import { ScoresPanel, StoryPanel } from "./story-panel.tsx";
import { TreePanel } from "./tree-panel.tsx";
import { UnsavedNotice } from "./unsaved-notice.tsx";
import { useStatusTag } from "./use-status-tag.ts";
import { useWorkbench, WhenTheHandRests, WorkbenchProvider } from "./workbench-context.tsx";

/** One version of an index on the bench: its tree and rules on the left, what they do on the right. */
export function WorkbenchScreen({
  id,
  version,
  home,
}: {
  readonly id: string;
  readonly version: number;
  readonly home: number;
}) {
  const trpc = useTRPC();
  const [against, setAgainst] = useState<number>();
  const { data, error, refetch } = useQuery(
    trpc.definitionDrafts.show.queryOptions(
      { id, version, ...(against !== undefined && { against }) },
      { refetchOnWindowFocus: false, placeholderData: keepPreviousData },
    ),
  );
  if (data)
    return (
      <WorkbenchProvider key={`${data.status} ${data.version}`} view={data}>
        <Bench home={home} onAgainst={setAgainst} />
      </WorkbenchProvider>
    );
  return (
    <ToolFrame bar={null}>
      {error ? (
        <FailureNotice error={error} onRetry={refetch} />
      ) : (
        <Skeleton>
          <Bone className="h-48 rounded-panel" />
          <Bone className="mt-3 h-96 rounded-panel" />
        </Skeleton>
      )}
    </ToolFrame>
  );
}

function Bench({
  home,
  onAgainst,
}: {
  readonly home: number;
  readonly onAgainst: (version: number) => void;
}) {
  const { view, draft } = useWorkbench();
  const me = useMe();
  const { undo, redo, editable } = draft;
  useEffect(() => {
    if (!editable) return;
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const typing = event.target instanceof HTMLTextAreaElement;
      const key = event.key.toLowerCase();
      if (typing || (key !== "z" && key !== "y")) return;
      event.preventDefault();
      if (key === "y" || event.shiftKey) redo();
      else undo();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [editable, undo, redo]);
  const t = useTranslations("weights");
  const settled = view.status === "published" || view.status === "retired";
  const weighs = me.capabilities.includes("definitions.publish");
  return (
    <ToolFrame
      bar={
        <WhenTheHandRests>
          <BenchBar />
        </WhenTheHandRests>
      }
    >
      <div className="grid min-h-0 grow gap-4 md:overflow-y-auto xl:grid-cols-[minmax(0,600fr)_minmax(0,620fr)] xl:overflow-hidden">
        <div className="scroll-quiet flex min-w-0 flex-col gap-3 xl:min-h-0 xl:overflow-y-auto xl:pr-1">
          <PhaseMatrix />
          <TreePanel unit={home} />
          <RulesPanel />
        </div>
        <div className="scroll-quiet flex min-w-0 flex-col gap-3 xl:min-h-0 xl:overflow-y-auto xl:pl-1">
          {!view.annual && <p className="px-1 text-13 text-ink-3">{t("effectOther")}</p>}
          {view.annual && weighs && !settled && <EffectPanel unit={home} />}
          <WhenTheHandRests>
            {view.annual && settled && <ScoresPanel home={home} />}
            {view.annual && settled && weighs && <PastEffect unit={home} settled />}
            <ChangesPanel onAgainst={onAgainst} />
            <HandoverPanel />
            <StoryPanel />
          </WhenTheHandRests>
        </div>
      </div>
    </ToolFrame>
  );
}

const BenchBar = memo(function BenchBar() {
  const t = useTranslations("weights");
  const names = useNames();
  const statusTag = useStatusTag();
  const { view, draft, base, definition } = useWorkbench();
  const { saving } = draft;
  const count = diff(base, definition).length;
  const step = view.status === "draft" ? (count === 0 ? 0 : 1) : view.status === "review" ? 2 : 3;
  const { label, tone } = statusTag(view.status);
  return (
    <>
      <h1 className="min-w-0 text-16 font-semibold">
        <ScreenLink href="/weights" className="text-ink-2 underline underline-offset-4 hover:text-accent">
          {t("title")}
        </ScreenLink>
        <span className="px-1.5 text-ink-4">/</span>
        {names.text(view.title)} {t("versionName", { version: view.version })}
      </h1>
      <Tag tone={tone}>{label}</Tag>
      <span role="status" className="text-13 text-ink-3">
        {view.against !== null && t("basedOn", { version: view.against, count })}
        {draft.editable && saving.state === "saving" && ` · ${t("saving")}`}
        {draft.editable &&
          saving.state === "saved" &&
          saving.at &&
          ` · ${t("savedAt", { time: formatMoment(saving.at).slice(11) })}`}
      </span>
      <UnsavedNotice />
      <span className="grow" />
      {draft.editable && (
        <span className="inline-flex">
          <IconButton label={t("undo")} disabled={!draft.canUndo} onClick={draft.undo}>
            <Icon of={Undo2} />
          </IconButton>
          <IconButton label={t("redo")} disabled={!draft.canRedo} onClick={draft.redo}>
            <Icon of={Redo2} />
          </IconButton>
        </span>
      )}
      <ol className="flex items-center gap-2 text-13 max-lg:hidden print:hidden" aria-label={t("steps")}>
        {(["stepWeigh", "stepLook", "stepApprove", "stepPublish"] as const).map((name, at) => (
          <li
            key={name}
            aria-current={at === step ? "step" : undefined}
            className={`flex items-center gap-1.5 ${at === step ? "font-semibold" : "text-ink-3"}`}
          >
            <span
              aria-hidden="true"
              className={`grid size-5 place-items-center rounded-full text-12 ${at === step ? "bg-accent text-on-accent" : at < step ? "bg-accent-soft text-accent" : "ring-1 ring-line-ctl ring-inset"}`}
            >
              {at < step ? <Icon of={Check} size={14} /> : at + 1}
            </span>
            {t(name)}
          </li>
        ))}
      </ol>
    </>
  );
});
