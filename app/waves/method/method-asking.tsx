"use client";

import { useTranslations } from "use-intl";
import { Panel, PanelHeader } from "../../components/panel.tsx";
import { formatCount, formatDayRange, NOTHING } from "../../format.ts";
import { useNames } from "../../language/use-names.ts";
import { AGE_WORDS } from "../age-words.ts";
import { LeftOut } from "../frame/left-out.tsx";
import { usePlanName } from "../sample/use-plan-name.ts";
import { MethodFact } from "./method-fact.tsx";
import type { ShownMethod } from "./shown-method.ts";

/** Who was asked, when, what, and in which words it was announced. */
export function MethodAsking({ view }: { readonly view: ShownMethod }) {
  const t = useTranslations("method");
  const names = useNames();
  const planName = usePlanName();
  const { timing, frame, sample, questionnaire, wave } = view;
  const notice = names.text(wave.notice) || wave.notice.zh;
  return (
    <Panel labelledBy="method-asking">
      <PanelHeader id="method-asking" title={t("asking")} />
      <dl className="px-4 pb-3 text-13">
        <MethodFact name={t("cutoff")}>{timing.cutoffOn}</MethodFact>
        <MethodFact name={t("ageBy")}>{t(AGE_WORDS[wave.ageBy])}</MethodFact>
        <MethodFact name={t("field")}>{formatDayRange(timing.opensOn, timing.closesOn)}</MethodFact>
        <MethodFact name={t("answersFrom")}>
          {timing.firstAnswerOn && timing.lastAnswerOn
            ? formatDayRange(timing.firstAnswerOn, timing.lastAnswerOn)
            : NOTHING}
        </MethodFact>
        <MethodFact name={t("questionnaire")}>
          {t("questionnaireOf", {
            title: names.text(questionnaire.title),
            version: questionnaire.version,
            questions: questionnaire.questions,
          })}
        </MethodFact>
        <MethodFact name={t("frame")}>{t("homes", { count: formatCount(frame.owners) })}</MethodFact>
        <MethodFact name={t("leftOut")}>
          <LeftOut counts={frame.leftOut} />
        </MethodFact>
        {frame.built && (
          <MethodFact name={t("rules")}>
            {t("rulesOf", {
              runIn: frame.built.runInMonths,
              stable: frame.built.stableMonths,
              days: frame.built.contactDays,
            })}
          </MethodFact>
        )}
        <MethodFact name={t("sample")}>
          {sample
            ? t("sampleOf", {
                plan: planName(sample.plan),
                drawn: formatCount(sample.drawn),
                strata: formatCount(sample.strata),
                whole: formatCount(sample.takenWhole),
                seed: String(sample.seed),
              })
            : t("sampleUnknown")}
        </MethodFact>
        <MethodFact name={t("notice")}>{notice === "" ? NOTHING : notice}</MethodFact>
      </dl>
    </Panel>
  );
}
