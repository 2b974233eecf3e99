"use client";

import { useQuery } from "@tanstack/react-query";
import { parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useEffect, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import type { QuestionnaireView } from "#server/questionnaires/questionnaire-view.ts";
import { compareQuestionnaires } from "#surveys/compare-questionnaires.ts";
import { numberItems } from "#surveys/number-items.ts";
import { classNames } from "../components/class-names.ts";
import { useNames } from "../language/use-names.ts";
import { useTRPC } from "../trpc/client.tsx";
import { AroundView } from "./around-view.tsx";
import { addItem, changeItem, freeCode, moveItem, removeItem } from "./change-item.ts";
import { CompareView } from "./compare-view.tsx";
import { ItemEditor } from "./item-editor.tsx";
import { ItemFacts } from "./item-facts.tsx";
import { ItemList } from "./item-list.tsx";
import { JsonPane } from "./json-pane.tsx";
import { PreviewPane } from "./preview-pane.tsx";
import { StepDialog, type StudioStep } from "./step-dialog.tsx";
import { StoryView } from "./story-view.tsx";
import { StudioBar } from "./studio-bar.tsx";
import { useStudioDraft } from "./use-studio-draft.ts";

const VIEWS = ["items", "around", "compare", "json", "preview", "story"] as const;

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLTextAreaElement && target.readOnly === false && target.spellcheck === false;
}

/** The desk of one version: its items on the left, one of them in the middle, a phone on the right. */
export function StudioDesk({ view }: { readonly view: QuestionnaireView }) {
  const t = useTranslations("studio");
  const names = useNames();
  const trpc = useTRPC();
  const draft = useStudioDraft(view);
  const [step, setStep] = useState<StudioStep>();
  const [place, setPlace] = useQueryStates({
    view: parseAsStringLiteral(VIEWS).withDefault("items"),
    item: parseAsString,
    against: parseAsInteger,
  });
  const { id, version, base, may } = view;
  const { content, change, undo, redo } = draft;
  const questionnaire = useMemo(
    () =>
      may.change
        ? numberItems(
            content.questionnaire,
            base ?? undefined,
            new Map(Object.entries(view.used)),
            content.editorial,
          )
        : view.questionnaire,
    [may.change, content, base, view],
  );
  const titles = useMemo(() => new Map(view.dimensions.map(({ id, title }) => [id, title])), [view]);
  const changes = useMemo(
    () => (base === null ? [] : compareQuestionnaires(base, questionnaire, titles)),
    [base, questionnaire, titles],
  );
  const against = place.against ?? view.basedOn;
  const other = useQuery({
    ...trpc.questionnaires.show.queryOptions({ id, version: against ?? 0 }),
    enabled: place.view === "compare" && against !== null && against !== view.basedOn,
  });
  const compared =
    against === view.basedOn || !other.data
      ? changes
      : compareQuestionnaires(other.data.questionnaire, questionnaire, titles);
  const chosen =
    questionnaire.questions.find(({ code }) => code === place.item) ?? questionnaire.questions[0];
  const changed = useMemo(() => new Map(changes.map((item) => [item.code, item])), [changes]);

  useEffect(() => {
    if (!may.change) return;
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || isTyping(event.target)) return;
      const key = event.key.toLowerCase();
      const act = key === "y" || (key === "z" && event.shiftKey) ? redo : key === "z" ? undo : undefined;
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [may.change, undo, redo]);

  // where the phone stands beside everything, it is no page of its own
  useEffect(() => {
    if (place.view !== "preview") return;
    const wide = matchMedia("(min-width: 80rem)");
    const leave = () => {
      if (wide.matches) void setPlace({ view: "items" });
    };
    leave();
    wide.addEventListener("change", leave);
    return () => wide.removeEventListener("change", leave);
  }, [place.view, setPlace]);

  const choose = (item: string) => void setPlace({ item, view: "items" });
  const write = (make: (before: typeof questionnaire) => typeof questionnaire, about: string) =>
    change((before) => ({ ...before, questionnaire: make(before.questionnaire) }), about);
  const problems = may.change ? draft.problems : view.problems;
  const whole = problems.filter(
    ({ item }) => item === "" || !questionnaire.questions.some(({ code }) => code === item),
  );

  return (
    <div className="flex grow flex-col md:h-dvh md:grow-0 md:overflow-hidden">
      <StudioBar
        view={view}
        draft={draft}
        questionnaire={questionnaire}
        problems={problems}
        changes={changes}
        tab={place.view}
        tabs={VIEWS}
        onTab={(tab) => void setPlace({ view: tab })}
        against={against}
        onAgainst={(version) => void setPlace({ view: "compare", against: version })}
        onStep={setStep}
      />
      {step && (
        <StepDialog
          step={step}
          name={{ id, version }}
          known={problems.filter(({ severity }) => severity === "error")}
          onOpen={(item) => {
            setStep(undefined);
            choose(item);
          }}
          onClose={() => setStep(undefined)}
        />
      )}
      <main
        id="content"
        tabIndex={-1}
        className={classNames(
          "grid min-h-0 grow grid-rows-[minmax(0,1fr)] outline-none max-md:block",
          place.view === "items"
            ? "md:grid-cols-[288px_minmax(0,1fr)] xl:grid-cols-[300px_minmax(0,1fr)_404px]"
            : "md:grid-cols-[minmax(0,1fr)] xl:grid-cols-[minmax(0,1fr)_404px]",
        )}
      >
        {place.view === "items" && (
          <div className="flex min-h-0 flex-col border-r border-line bg-surface max-md:max-h-80 max-md:border-b">
            <ItemList
              questionnaire={questionnaire}
              chosen={chosen?.code ?? ""}
              onChoose={choose}
              problems={problems}
              changes={changed}
              onMove={may.change ? (code, by) => write((all) => moveItem(all, code, by), "move") : undefined}
            />
          </div>
        )}
        <div className="scroll-quiet flex min-h-0 min-w-0 flex-col overflow-y-auto bg-surface">
          {place.view === "items" && whole.length > 0 && (
            <ul className="flex flex-col gap-1 px-4 pt-4">
              {whole.map((problem) => (
                <li
                  key={problem.code + problem.item}
                  className={classNames(
                    "rounded-ctl px-3 py-2 text-13",
                    problem.severity === "error" ? "bg-danger-soft text-danger" : "bg-neg-soft text-neg",
                  )}
                >
                  {names.text(problem)}
                </li>
              ))}
            </ul>
          )}
          {place.view === "items" &&
            chosen &&
            (may.change ? (
              <ItemEditor
                key={chosen.code}
                questionnaire={questionnaire}
                question={chosen}
                before={base?.questions.find(({ code }) => code === chosen.code)}
                dimensions={view.dimensions}
                problems={problems.filter(({ item }) => item === chosen.code)}
                reason={content.editorial[chosen.code]}
                onReason={(reason) =>
                  change(({ editorial, ...rest }) => {
                    const { [chosen.code]: _, ...others } = editorial;
                    return {
                      ...rest,
                      editorial: reason === undefined ? others : { ...others, [chosen.code]: reason },
                    };
                  }, `reason/${chosen.code}`)
                }
                onPatch={(patch) =>
                  write(
                    (all) => changeItem(all, chosen.code, patch),
                    `${chosen.code}/${Object.keys(patch).join()}`,
                  )
                }
                onMove={(by) => write((all) => moveItem(all, chosen.code, by), "move")}
                onAdd={() => {
                  const code = freeCode(questionnaire, Object.keys(view.used));
                  write((all) => addItem(all, chosen.code, code), "add");
                  choose(code);
                }}
                onRemove={
                  removeItem(questionnaire, chosen.code)
                    ? () => write((all) => removeItem(all, chosen.code) ?? all, "remove")
                    : undefined
                }
              />
            ) : (
              <ItemFacts
                question={chosen}
                subject={questionnaire.questions.find(({ code }) => code === chosen.showWhen?.item)}
                dimensions={view.dimensions}
              />
            ))}
          {place.view === "around" && (
            <AroundView questionnaire={questionnaire} onWrite={may.change ? write : undefined} />
          )}
          {place.view === "compare" &&
            (against === null ? (
              <p className="p-4 text-14 text-ink-2">{t("firstVersion")}</p>
            ) : (
              <CompareView
                changes={compared}
                against={against}
                editorial={may.change ? content.editorial : view.editorial}
                onOpen={choose}
              />
            ))}
          {place.view === "json" && (
            <JsonPane
              questionnaire={questionnaire}
              onChange={may.change ? (all) => write(() => all, "json") : undefined}
            />
          )}
          {place.view === "preview" && (
            <div className="p-4 xl:hidden">
              <PreviewPane questionnaire={questionnaire} item={chosen?.code} />
            </div>
          )}
          {place.view === "story" && <StoryView steps={view.steps} />}
        </div>
        <aside className="hidden min-h-0 flex-col border-l border-line p-3 xl:flex print:hidden">
          <PreviewPane questionnaire={questionnaire} item={chosen?.code} />
        </aside>
      </main>
    </div>
  );
}
