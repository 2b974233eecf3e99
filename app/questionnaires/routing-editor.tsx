"use client";

import { useTranslations } from "use-intl";
import { answerLabel } from "#surveys/answer-label.ts";
import { conditionValues } from "#surveys/check-question.ts";
import type { Question, Questionnaire } from "#surveys/question.ts";
import { SelectField } from "../components/select-field.tsx";
import { WholeField } from "../components/whole-field.tsx";
import { useNames } from "../language/use-names.ts";
import type { ItemPatch } from "./change-item.ts";
import { Tick } from "./tick.tsx";

/** Twenty years; further back nobody is asked of an event. */
const MOST_MONTHS = 240;

/** Who is asked: after which answers, and how recently something happened. */
export function RoutingEditor({
  questionnaire,
  question,
  onPatch,
}: {
  readonly questionnaire: Questionnaire;
  readonly question: Question;
  readonly onPatch: (patch: ItemPatch) => void;
}) {
  const t = useTranslations("studio");
  const names = useNames();
  const place = questionnaire.questions.findIndex(({ code }) => code === question.code);
  const earlier = questionnaire.questions.slice(0, place).filter((each) => conditionValues(each).length > 0);
  const { showWhen, recency } = question;
  const subject = earlier.find(({ code }) => code === showWhen?.item);
  return (
    <div className="flex flex-col gap-2">
      <div className="grid gap-3 sm:grid-cols-2">
        <SelectField
          label={t("showWhen")}
          value={showWhen?.item ?? ""}
          onChange={(event) => {
            const item = event.target.value;
            const chosen = earlier.find(({ code }) => code === item);
            const [first] = chosen ? conditionValues(chosen) : [];
            onPatch({ showWhen: first === undefined ? undefined : { item, values: [first] } });
          }}
        >
          <option value="">{t("routingAll")}</option>
          {earlier.map((each) => (
            <option key={each.code} value={each.code}>
              {each.code} {names.text(each.short)}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={t("recency")}
          value={recency === undefined ? "" : recency.since}
          onChange={(event) => {
            const since = event.target.value;
            onPatch({
              recency:
                since === "signing" || since === "handover"
                  ? { since, months: recency?.months ?? 12 }
                  : undefined,
            });
          }}
        >
          <option value="">{t("recencyAny")}</option>
          <option value="signing">{t("sinceSigning")}</option>
          <option value="handover">{t("sinceHandover")}</option>
        </SelectField>
      </div>
      {subject && showWhen && (
        <fieldset className="flex flex-wrap gap-x-4">
          <legend className="text-12 text-ink-3">{t("showValues")}</legend>
          {conditionValues(subject).map((value) => (
            <Tick
              key={value}
              checked={showWhen.values.includes(value)}
              onChange={(on) => {
                const values = conditionValues(subject).filter((each) =>
                  each === value ? on : showWhen.values.includes(each),
                );
                if (values.length > 0) onPatch({ showWhen: { item: subject.code, values } });
              }}
            >
              {names.text(answerLabel(subject, value))}
            </Tick>
          ))}
        </fieldset>
      )}
      {recency && (
        <WholeField
          label={t("months")}
          value={recency.months}
          min={1}
          max={MOST_MONTHS}
          onChange={(months) => onPatch({ recency: { ...recency, months } })}
        />
      )}
    </div>
  );
}
