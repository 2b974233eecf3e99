"use client";

import dynamic from "next/dynamic";
import { useDeferredValue, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { compileQuestionnaire, type Form } from "#surveys/compile-questionnaire.ts";
import { blocksOf } from "#surveys/item-block.ts";
import { OWNER_PHASES, type OwnerPhase } from "#surveys/owner-phase.ts";
import type { Questionnaire } from "#surveys/question.ts";
import { ChoiceChip } from "../components/choice-chip.tsx";
import { Bone, Skeleton } from "../components/skeleton.tsx";
import { useNames } from "../language/use-names.ts";

const PreviewSurvey = dynamic(() => import("./preview-survey.tsx").then((pane) => pane.PreviewSurvey), {
  ssr: false,
  loading: () => <PreviewBones />,
});

/** A question and its answers, while the library that draws them is on its way. */
function PreviewBones() {
  return (
    <Skeleton page={false} className="p-6">
      <Bone className="h-6 w-3/4" />
      {[0, 1, 2, 3, 4].map((row) => (
        <Bone key={row} className="mt-3 h-11" />
      ))}
    </Skeleton>
  );
}

/** The questionnaire at the size of a phone, for one phase and form, in one language; the chosen item comes into view. */
export function PreviewPane({
  questionnaire: written,
  item,
}: {
  readonly questionnaire: Questionnaire;
  readonly item: string | undefined;
}) {
  const t = useTranslations("studio");
  const names = useNames();
  const questionnaire = useDeferredValue(written);
  const asked = OWNER_PHASES.filter((phase) =>
    questionnaire.questions.some(({ phases }) => phases.includes(phase)),
  );
  const [chosen, setPhase] = useState<OwnerPhase>("R");
  const [form, setForm] = useState<string>("short");
  const [locale, setLocale] = useState<"zh-CN" | "en">("zh-CN");
  const phase = asked.includes(chosen) ? chosen : (asked[0] ?? "R");
  const blocks = blocksOf(questionnaire);
  const respondent = useMemo(() => {
    const [kind, block] = form.split(":");
    return { phase, form: (kind ?? "short") as Form, ...(block === undefined ? {} : { block }) };
  }, [phase, form]);
  const compiled = useMemo(() => compileQuestionnaire(questionnaire), [questionnaire]);
  const isAsked =
    item === undefined || compiled.stepsFor(respondent).some(({ question }) => question.code === item);
  return (
    <div className="flex min-h-0 flex-col gap-2">
      <div className="flex flex-wrap gap-1.5">
        <ChoiceChip
          name={t("phase")}
          value={phase}
          choices={asked.map((each) => ({ value: each, label: names.phase(each) }))}
          onChoose={(value) => setPhase(value as OwnerPhase)}
        />
        <ChoiceChip
          name={t("form")}
          value={form}
          choices={[
            { value: "short", label: t("formShort") },
            { value: "full", label: t("formFull") },
            ...blocks.map((block) => ({ value: `split:${block}`, label: t("formSplit", { block }) })),
          ]}
          onChoose={setForm}
        />
        <ChoiceChip
          name={t("language")}
          value={locale}
          choices={[
            { value: "zh-CN", label: t("inChinese") },
            { value: "en", label: t("inEnglish") },
          ]}
          onChoose={(value) => setLocale(value === "en" ? "en" : "zh-CN")}
        />
      </div>
      {!isAsked && <p className="text-12 text-ink-3">{t("notInPreview", { item })}</p>}
      <section
        aria-label={t("preview")}
        className="preview-phone scroll-quiet mx-auto min-h-0 w-full max-w-[390px] grow overflow-y-auto rounded-[20px] border border-line-strong bg-surface max-md:h-[720px]"
      >
        <PreviewSurvey
          compiled={compiled}
          respondent={respondent}
          locale={locale}
          project={t(locale === "en" ? "sampleProjectInEnglish" : "sampleProjectInChinese")}
          item={item}
        />
      </section>
    </div>
  );
}
