"use client";

import { useMutation } from "@tanstack/react-query";
import { Undo2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { DraftPage } from "#server/waves/draft-page.ts";
import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/glyph.tsx";
import { PageDialog } from "../../components/page-dialog.tsx";
import { Panel, PanelHeader } from "../../components/panel.tsx";
import { ScreenLink } from "../../components/screen-link.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { formatMoment } from "../../format.ts";
import { useTRPC } from "../../trpc/client.tsx";
import { ProblemList } from "../problem-list.tsx";
import { useWaveDeed } from "../use-wave-deed.ts";
import { DraftBasics } from "./draft-basics.tsx";
import { ModeMix } from "./mode-mix.tsx";
import { RuleFields } from "./rule-fields.tsx";
import { useDraft } from "./use-draft.ts";

/** The plan of a wave while it can be changed. */
export function PlanDraft({ id, page }: { readonly id: number; readonly page: DraftPage }) {
  const t = useTranslations("wave");
  const plan = useDraft(id, page);
  const [discarding, setDiscarding] = useState(false);
  const { draft, change } = plan;
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 print:hidden">
        <p role="status" className="grow text-13 text-ink-3">
          {plan.failed
            ? t("notSaved")
            : plan.saving
              ? t("saving")
              : plan.savedAt
                ? t("savedAt", { time: formatMoment(plan.savedAt).slice(11) })
                : t("savesItself")}
        </p>
        <Button disabled={!plan.canUndo} onClick={plan.undo}>
          <Icon of={Undo2} />
          {t("undo")}
        </Button>
        <Button kind="quiet" onClick={() => setDiscarding(true)}>
          {t("discard")}
        </Button>
        <Button kind="primary" asChild>
          <ScreenLink href={`/waves/${id}/frame`}>{t("toFrame")}</ScreenLink>
        </Button>
      </div>
      <ProblemList problems={plan.problems} title={t("beforeLock", { count: plan.problems.length })} />
      <DraftBasics
        draft={draft}
        errors={plan.errors}
        questionnaires={page.questionnaires}
        onChange={change}
      />
      <div className="grid gap-3 xl:grid-cols-2">
        <ModeMix modes={draft.plannedModes} onChange={(plannedModes) => change({ plannedModes })} />
        <RuleFields rules={draft.rules} settings={page.settings} onChange={(rules) => change({ rules })} />
      </div>
      <Panel labelledBy="draft-notice">
        <PanelHeader
          id="draft-notice"
          title={t("notice")}
          beside={<span className="text-12 text-ink-3">{t("noticeNote")}</span>}
        />
        <div className="grid gap-3 px-4 pb-4 md:grid-cols-2">
          <TextArea
            label={t("noticeZh")}
            rows={5}
            maxLength={2_000}
            value={draft.notice.zh}
            onChange={(event) => change({ notice: { ...draft.notice, zh: event.target.value } })}
          />
          <TextArea
            label={t("noticeEn")}
            rows={5}
            maxLength={2_000}
            value={draft.notice.en}
            onChange={(event) => change({ notice: { ...draft.notice, en: event.target.value } })}
          />
        </div>
      </Panel>
      {discarding && <DiscardDialog id={id} onClose={() => setDiscarding(false)} />}
    </>
  );
}

function DiscardDialog({ id, onClose }: { readonly id: number; readonly onClose: () => void }) {
  const t = useTranslations("wave");
  const trpc = useTRPC();
  const router = useRouter();
  const { refresh, refuse } = useWaveDeed();
  const discard = useMutation(
    trpc.waveDrafts.discard.mutationOptions({
      onSuccess: () => {
        router.push("/waves");
        refresh();
      },
      onError: refuse,
    }),
  );
  return (
    <PageDialog
      open
      onOpenChange={(open) => open || onClose()}
      title={t("discardTitle")}
      description={t("discardNote")}
    >
      <div className="mt-4 flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{t("cancel")}</Button>
        <Button kind="danger" disabled={discard.isPending} onClick={() => discard.mutate({ id })}>
          {t("discard")}
        </Button>
      </div>
    </PageDialog>
  );
}
