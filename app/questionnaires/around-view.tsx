"use client";

import { useTranslations } from "use-intl";
import { DEFAULT_SCRIPT, type InterviewScript } from "#surveys/interview-script.ts";
import type { Questionnaire, Text } from "#surveys/question.ts";
import { Button } from "../components/button.tsx";
import { TextPair } from "./text-pair.tsx";

const PARTS = ["opening", "consent", "closing"] as const satisfies readonly (keyof InterviewScript)[];

type Write = (make: (before: Questionnaire) => Questionnaire, about: string) => void;

/** What stands around the questions: the titles owners read, and the words an interviewer reads out. */
export function AroundView({
  questionnaire,
  onWrite,
}: {
  readonly questionnaire: Questionnaire;
  /** Absent where nothing can be changed. */
  readonly onWrite?: Write | undefined;
}) {
  const t = useTranslations("studio");
  const { title, sections } = questionnaire;
  return (
    <div className="flex max-w-[880px] flex-col gap-6 p-4">
      <section aria-labelledby="around-titles" className="flex flex-col gap-4">
        <h2 id="around-titles" className="text-16 font-semibold">
          {t("titles")}
        </h2>
        <Words
          label={t("wholeTitle")}
          value={title}
          onChange={onWrite && ((text) => onWrite((all) => ({ ...all, title: text }), "title"))}
        />
        {sections.map((section, place) => (
          <Words
            key={section.id}
            label={t("sectionTitle", { place: place + 1, count: section.items.length })}
            value={section.title}
            onChange={
              onWrite &&
              ((text) => onWrite((all) => withSection(all, section.id, text), `section/${section.id}`))
            }
          />
        ))}
      </section>
      <Script questionnaire={questionnaire} onWrite={onWrite} />
    </div>
  );
}

function withSection(all: Questionnaire, id: string, title: Text): Questionnaire {
  return {
    ...all,
    sections: all.sections.map((section) => (section.id === id ? { ...section, title } : section)),
  };
}

function Script({
  questionnaire,
  onWrite,
}: {
  readonly questionnaire: Questionnaire;
  readonly onWrite: Write | undefined;
}) {
  const t = useTranslations("studio");
  const own = questionnaire.script;
  const script = own ?? DEFAULT_SCRIPT;
  const edit = own && onWrite;
  return (
    <section aria-labelledby="around-script" className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h2 id="around-script" className="text-16 font-semibold">
          {t("script")}
        </h2>
        <span className="grow" />
        {onWrite && (
          <Button
            size="small"
            onClick={() =>
              onWrite(
                ({ script: _, ...rest }) => (own ? rest : { ...rest, script: DEFAULT_SCRIPT }),
                "script",
              )
            }
          >
            {t(own ? "usualScript" : "ownScript")}
          </Button>
        )}
      </div>
      <p className="text-13 text-ink-2">{t(own ? "scriptPlaces" : "scriptUsual")}</p>
      {PARTS.map((part) => (
        <Words
          key={part}
          label={t(`script_${part}`)}
          value={script[part]}
          rows={3}
          onChange={
            edit &&
            ((text) =>
              edit(
                (all) => ({ ...all, script: { ...DEFAULT_SCRIPT, ...all.script, [part]: text } }),
                `script/${part}`,
              ))
          }
        />
      ))}
    </section>
  );
}

function Words({
  label,
  value,
  rows = 1,
  onChange,
}: {
  readonly label: string;
  readonly value: Text;
  readonly rows?: number;
  readonly onChange: ((text: Text) => void) | undefined;
}) {
  if (onChange) return <TextPair label={label} value={value} rows={rows} onChange={onChange} />;
  return (
    <div>
      <p className="text-13 font-semibold">{label}</p>
      <p lang="zh-CN" className="text-14">
        {value.zh}
      </p>
      <p lang="en" className="text-13 text-ink-3">
        {value.en}
      </p>
    </div>
  );
}
