"use client";

import { useTranslations } from "use-intl";
import type { SettingView } from "#server/settings/list-settings.ts";
import { FORMS } from "#surveys/compile-questionnaire.ts";
import { SelectField } from "../components/select-field.tsx";
import { TextArea } from "../components/text-area.tsx";
import { TextField } from "../components/text-field.tsx";
import type { Entered } from "./entered-value.ts";

const HINTS = {
  days: "dayHint",
  hours: "hoursHint",
  addresses: "addressHint",
  beside: "besideHint",
} as const;

/** The field, or fields, a value is typed into. */
export function SettingFields({
  setting,
  entered,
  onEnter,
  error,
}: {
  readonly setting: SettingView;
  readonly entered: Entered;
  readonly onEnter: (entered: Entered) => void;
  readonly error: string | undefined;
}) {
  const t = useTranslations("settings");
  const { least, most, optional } = setting;
  const bounds =
    least !== null && most !== null
      ? t("range", { least: String(least), most: String(most) })
      : least !== null
        ? t("from", { least: String(least) })
        : "";
  if (
    setting.kind === "days" ||
    setting.kind === "hours" ||
    setting.kind === "addresses" ||
    setting.kind === "beside"
  )
    return (
      <TextArea
        label={t("value")}
        rows={setting.kind === "hours" ? 3 : 6}
        value={entered[0] ?? ""}
        hint={t(HINTS[setting.kind])}
        error={error}
        onChange={(event) => onEnter([event.target.value])}
      />
    );
  if (setting.kind === "choice")
    return (
      <SelectField label={t("value")} value={entered[0]} onChange={(event) => onEnter([event.target.value])}>
        <option value="true">{t("yes")}</option>
        <option value="false">{t("no")}</option>
      </SelectField>
    );
  if (setting.kind === "form")
    return (
      <SelectField label={t("value")} value={entered[0]} onChange={(event) => onEnter([event.target.value])}>
        {FORMS.map((form) => (
          <option key={form} value={form}>
            {t(`form_${form}`)}
          </option>
        ))}
      </SelectField>
    );
  if (setting.kind === "numbers")
    return (
      <div className="grid grid-cols-2 gap-3">
        {(["first", "second"] as const).map((word, place) => (
          <TextField
            key={word}
            label={t(word)}
            inputMode="decimal"
            value={entered[place] ?? ""}
            hint={bounds}
            error={place === 1 ? error : undefined}
            onChange={(event) =>
              onEnter(entered.map((each, at) => (at === place ? event.target.value : each)))
            }
          />
        ))}
      </div>
    );
  const hint =
    setting.kind === "monthDay"
      ? t("monthDayHint")
      : setting.kind === "years"
        ? t("yearsHint")
        : [bounds, optional ? t("empty") : ""].filter(Boolean).join(" · ");
  return (
    <TextField
      label={t("value")}
      inputMode={setting.kind === "number" ? "decimal" : "text"}
      value={entered[0] ?? ""}
      hint={hint || undefined}
      error={error}
      maxLength={200}
      onChange={(event) => onEnter([event.target.value])}
    />
  );
}
