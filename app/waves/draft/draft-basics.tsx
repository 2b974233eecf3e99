"use client";

import { useTranslations } from "use-intl";
import type { DraftPage } from "#server/waves/draft-page.ts";
import { AGE_CUTS } from "#surveys/tenure.ts";
import { Panel, PanelHeader } from "../../components/panel.tsx";
import { SelectField } from "../../components/select-field.tsx";
import { TextField } from "../../components/text-field.tsx";
import { useNames } from "../../language/use-names.ts";
import { AGE_WORDS } from "../age-words.ts";
import type { DraftErrors } from "./draft-errors.ts";

type Draft = DraftPage["draft"];

const DAYS = [
  { field: "cutoffOn", word: "cutoff", hint: "cutoffNote" },
  { field: "opensOn", word: "opens", hint: "opensNote" },
  { field: "closesOn", word: "closes", hint: "closesNote" },
] as const;

/** Name, days and questionnaire of a wave. */
export function DraftBasics({
  draft,
  errors,
  questionnaires,
  onChange,
}: {
  readonly draft: Draft;
  readonly errors: DraftErrors;
  readonly questionnaires: DraftPage["questionnaires"];
  readonly onChange: (part: Partial<Draft>) => void;
}) {
  const t = useTranslations("wave");
  const names = useNames();
  const error = (field: keyof DraftErrors) => {
    const word = errors[field];
    return word === undefined ? undefined : t(word);
  };
  return (
    <Panel labelledBy="draft-basics">
      <PanelHeader id="draft-basics" title={t("dates")} />
      <div className="grid gap-3 px-4 pb-4 md:grid-cols-2 xl:grid-cols-3">
        <TextField
          label={t("name")}
          maxLength={80}
          value={draft.name}
          error={error("name")}
          onChange={(event) => onChange({ name: event.target.value })}
        />
        <TextField
          label={t("nameEn")}
          maxLength={80}
          value={draft.nameEn ?? ""}
          onChange={(event) => onChange({ nameEn: event.target.value === "" ? null : event.target.value })}
        />
        <SelectField
          label={t("questionnaire")}
          value={draft.questionnaireVersion}
          onChange={(event) => onChange({ questionnaireVersion: Number(event.target.value) })}
        >
          {questionnaires.map(({ version, title, status }) => (
            <option key={version} value={version}>
              {names.text(title)} {t("version", { version })}
              {status === "published" ? "" : ` · ${t("notPublished")}`}
            </option>
          ))}
        </SelectField>
        {DAYS.map(({ field, word, hint }) => (
          <TextField
            key={field}
            type="date"
            label={t(word)}
            hint={t(hint)}
            required
            value={draft[field]}
            error={error(field)}
            onChange={(event) => onChange({ [field]: event.target.value })}
          />
        ))}
        <SelectField
          label={t("ageBy")}
          hint={t("ageByNote")}
          value={draft.ageBy}
          onChange={(event) =>
            onChange({ ageBy: AGE_CUTS.find((each) => each === event.target.value) ?? "batch" })
          }
        >
          {AGE_CUTS.map((each) => (
            <option key={each} value={each}>
              {t(AGE_WORDS[each])}
            </option>
          ))}
        </SelectField>
      </div>
    </Panel>
  );
}
