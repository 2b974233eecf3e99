"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { FilePlus2, Redo2, Undo2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import type { StudioProblem } from "#server/questionnaires/questionnaire-problems.ts";
import type { QuestionnaireView } from "#server/questionnaires/questionnaire-view.ts";
import type { ItemComparison } from "#surveys/compare-questionnaires.ts";
import type { Questionnaire } from "#surveys/question.ts";
import { Button, IconButton } from "../components/button.tsx";
import { ChoiceChip } from "../components/choice-chip.tsx";
import { classNames } from "../components/class-names.ts";
import { Icon } from "../components/glyph.tsx";
import { ScreenLink } from "../components/screen-link.tsx";
import { useNames } from "../language/use-names.ts";
import { useMe } from "../shell/me-context.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { SavingLine } from "./saving-line.tsx";
import { StatusTag } from "./status-tag.tsx";
import type { StudioStep } from "./step-dialog.tsx";
import type { StudioDraft } from "./use-studio-draft.ts";
import { useStudioFailure } from "./use-studio-failure.ts";

export type StudioTab = "items" | "around" | "compare" | "json" | "preview" | "story";

type StudioBarProps = {
  readonly view: QuestionnaireView;
  readonly draft: StudioDraft;
  readonly questionnaire: Questionnaire;
  readonly problems: readonly StudioProblem[];
  readonly changes: readonly ItemComparison[];
  readonly tab: StudioTab;
  readonly tabs: readonly StudioTab[];
  readonly onTab: (tab: StudioTab) => void;
  readonly against: number | null;
  readonly onAgainst: (version: number) => void;
  readonly onStep: (step: StudioStep) => void;
};

/** What this version is, what can be done with it, and its pages. */
export function StudioBar(props: StudioBarProps) {
  const t = useTranslations("studio");
  const names = useNames();
  const { view, draft, questionnaire, problems, changes, tab, tabs, onTab, onStep } = props;
  const title = names.text(questionnaire.title);
  const errors = problems.filter(({ severity }) => severity === "error").length;
  const breaks = changes.filter((change) => change.breaks).length;
  const finding =
    view.status === "draft"
      ? t("findingDraft", { title, version: view.version, changes: changes.length, errors })
      : view.status === "review"
        ? t("findingReview", { title, version: view.version, changes: changes.length, breaks })
        : t("findingPublished", {
            title,
            version: view.version,
            items: view.items,
            waves: view.waves.length,
          });
  return (
    <header className="shrink-0 border-b border-line bg-surface px-4 pt-2 md:px-6">
      <div className="flex min-h-9 flex-wrap items-center gap-x-2 gap-y-1.5">
        <ScreenLink href="/questionnaires" className="target-row text-13 text-accent hover:underline">
          {t("title")}
        </ScreenLink>
        <StatusTag status={view.status} />
        <Versions {...props} />
        {view.may.change && <SavingLine id={view.id} draft={draft} />}
        <span className="grow" />
        {view.may.change && (
          <>
            <IconButton label={t("undo")} disabled={!draft.undo} onClick={draft.undo}>
              <Icon of={Undo2} />
            </IconButton>
            <IconButton label={t("redo")} disabled={!draft.redo} onClick={draft.redo}>
              <Icon of={Redo2} />
            </IconButton>
            <Button kind="quiet" onClick={() => onStep("discard")}>
              {t("discard")}
            </Button>
            <Button
              kind="primary"
              disabled={draft.saving !== "saved" || changes.length === 0}
              onClick={() => onStep("submit")}
            >
              {t("submit")}
            </Button>
          </>
        )}
        {view.may.sendBack && <Button onClick={() => onStep("sendBack")}>{t("sendBack")}</Button>}
        {view.may.publish && (
          <Button kind="primary" onClick={() => onStep("publish")}>
            {t("publish")}
          </Button>
        )}
        {view.ownHand && <span className="text-12 text-ink-3">{t("ownHand")}</span>}
        {view.status === "published" && <NewDraft view={view} />}
      </div>
      <h1 className="py-1 text-20 font-semibold">{finding}</h1>
      <Tabs tab={tab} tabs={tabs} onTab={onTab} />
    </header>
  );
}

/** The pages of a version; on a phone they are more than the screen is wide, so the open one comes into sight. */
function Tabs({ tab, tabs, onTab }: Pick<StudioBarProps, "tab" | "tabs" | "onTab">) {
  const t = useTranslations("studio");
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current
      ?.querySelector(`[data-tab="${tab}"]`)
      ?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [tab]);
  return (
    <div
      ref={list}
      role="tablist"
      aria-label={t("pages")}
      className="scroll-quiet -mb-px flex gap-1 overflow-x-auto"
    >
      {tabs.map((each) => (
        <button
          key={each}
          type="button"
          role="tab"
          data-tab={each}
          aria-selected={each === tab}
          onClick={() => onTab(each)}
          className={classNames(
            "target-44 border-b-2 px-3 py-1.5 text-14 whitespace-nowrap",
            each === tab ? "border-accent font-semibold text-accent" : "border-transparent text-ink-2",
            each === "preview" && "xl:hidden",
          )}
        >
          {t(`tab_${each}`)}
        </button>
      ))}
    </div>
  );
}

/** Other versions: to go there, or to compare with. */
function Versions({ view, tab, against, onAgainst }: StudioBarProps) {
  const t = useTranslations("studio");
  const trpc = useTRPC();
  const router = useRouter();
  const { data } = useQuery(trpc.questionnaires.list.queryOptions());
  const versions = data?.filter(({ id }) => id === view.id) ?? [];
  const others = versions.filter(({ version }) => version !== view.version);
  const choice = (version: number) => ({ value: String(version), label: t("versionName", { version }) });
  return (
    <>
      <ChoiceChip
        name={t("version")}
        value={String(view.version)}
        choices={versions.map(({ version }) => ({ value: String(version), label: String(version) }))}
        onChoose={(version) => router.push(`/questionnaires/${view.id}/${version}?view=${tab}`)}
      />
      {tab === "compare" && others.length > 0 && (
        <ChoiceChip
          name={t("compareWith")}
          value={String(against ?? "")}
          choices={others.map(({ version }) => choice(version))}
          onChoose={(version) => onAgainst(Number(version))}
        />
      )}
    </>
  );
}

function NewDraft({ view }: { readonly view: QuestionnaireView }) {
  const t = useTranslations("studio");
  const me = useMe();
  const trpc = useTRPC();
  const router = useRouter();
  const failed = useStudioFailure();
  const start = useMutation(
    trpc.questionnaires.start.mutationOptions({
      onSuccess: ({ id, version }) => router.push(`/questionnaires/${id}/${version}`),
      onError: failed,
    }),
  );
  if (!me.capabilities.includes("questionnaires.draft")) return null;
  return (
    <Button disabled={start.isPending} onClick={() => start.mutate({ id: view.id, from: view.version })}>
      <Icon of={FilePlus2} />
      {t("draftFromThis")}
    </Button>
  );
}
