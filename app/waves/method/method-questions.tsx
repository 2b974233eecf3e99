"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { OWNER_PHASES, type OwnerPhase } from "#surveys/owner-phase.ts";
import { Panel, PanelHeader } from "../../components/panel.tsx";
import { SwitchBar } from "../../components/switch-bar.tsx";
import { useNames } from "../../language/use-names.ts";
import type { ShownMethod } from "./shown-method.ts";

type Asked = ShownMethod["asked"][number];

/** The questionnaire as owners read it, all of it or what one phase is asked. It is printed whether it stands open or not. */
export function MethodQuestions({ view: { asked, questionnaire } }: { readonly view: ShownMethod }) {
  const t = useTranslations("method");
  const names = useNames();
  const [open, setOpen] = useState(false);
  const [phase, setPhase] = useState<OwnerPhase | "all">("all");
  const shown = phase === "all" ? asked : asked.filter(({ phases }) => phases.includes(phase));
  const sections = [...Map.groupBy(shown, ({ section }) => section.zh)];
  return (
    <Panel labelledBy="method-questions" className="mb-3">
      <PanelHeader
        id="method-questions"
        title={t("wording")}
        beside={
          <span className="text-12 text-ink-3">
            {t("wordingOf", { version: questionnaire.version, count: shown.length })}
          </span>
        }
      >
        <button
          type="button"
          aria-expanded={open}
          aria-controls="method-wording"
          onClick={() => setOpen(!open)}
          className="target-44 text-13 text-accent underline-offset-2 hover:underline print:hidden"
        >
          {t(open ? "wordingClose" : "wordingOpen")}
        </button>
      </PanelHeader>
      <div id="method-wording" className={open ? "" : "hidden print:block"}>
        <div className="px-4 pb-2">
          <SwitchBar
            label={t("wordingPhase")}
            value={phase}
            choices={[
              { value: "all", label: t("allPhases") },
              ...OWNER_PHASES.map((each) => ({ value: each, label: names.phase(each) })),
            ]}
            onChoose={setPhase}
          />
        </div>
        {sections.map(([key, questions]) => (
          <section key={key} className="border-t border-line px-4 py-2">
            <h3 className="pb-1 text-13 font-semibold">
              {questions[0] ? names.text(questions[0].section) : key}
            </h3>
            <ol>
              {questions.map((question) => (
                <Question key={question.code} question={question} all={phase === "all"} />
              ))}
            </ol>
          </section>
        ))}
      </div>
    </Panel>
  );
}

function Question({ question, all }: { readonly question: Asked; readonly all: boolean }) {
  const t = useTranslations("method");
  const names = useNames();
  const { code, version, isWording, title, hint, answers, phases, routing } = question;
  const of = [
    ...(all && phases.length < OWNER_PHASES.length ? [phases.map(names.phase).join(t("comma"))] : []),
    ...(routing ? [names.text(routing)] : []),
  ];
  return (
    <li className="grid grid-cols-[4rem_minmax(0,1fr)] gap-x-2 border-b border-line py-1.5 text-13 last:border-0">
      <span className="text-ink-3">
        {code}
        <small className="ml-1 text-12">v{version}</small>
      </span>
      <div className="min-w-0">
        <p className="text-ink">{names.text(title)}</p>
        {hint && <p className="text-12 text-ink-3">{names.text(hint)}</p>}
        {answers.length > 0 && <p className="text-12 text-ink-2">{answers.map(names.text).join(" / ")}</p>}
        {of.length > 0 && <p className="text-12 text-ink-3">{of.join(" · ")}</p>}
        {!isWording && <p className="text-12 text-neg">{t("otherWording", { version })}</p>}
      </div>
    </li>
  );
}
