"use client";

import { useTranslations } from "use-intl";
import type { DraftPage } from "#server/waves/draft-page.ts";
import { Button } from "../../components/button.tsx";
import { Panel, PanelHeader } from "../../components/panel.tsx";
import { WholeInput } from "../../components/whole-input.tsx";

type Rules = DraftPage["draft"]["rules"];
type Settings = DraftPage["settings"];

/** Whole numbers a wave may choose for itself, with their ranges. */
const NUMBERS = [
  { key: "contact.days", word: "ruleContactDays", min: 0, max: 365 },
  { key: "sample.take_all_below", word: "ruleTakeAll", min: 0, max: 10_000 },
  { key: "weights.collapse_below", word: "ruleCollapse", min: 1, max: 50 },
  { key: "weights.trim", word: "ruleTrim", min: 1, max: 100 },
] as const;

/** The rules of this wave: what the settings say, until it is said otherwise here. */
export function RuleFields({
  rules,
  settings,
  onChange,
}: {
  readonly rules: Rules;
  readonly settings: Settings;
  readonly onChange: (rules: Rules) => void;
}) {
  const t = useTranslations("wave");
  const without = (key: keyof Rules): Rules =>
    Object.fromEntries(Object.entries(rules).filter(([name]) => name !== key)) as Rules;
  const back = (key: keyof Rules) =>
    rules[key] !== undefined && (
      <Button kind="quiet" size="small" onClick={() => onChange(without(key))}>
        {t("ruleBack")}
      </Button>
    );
  return (
    <Panel labelledBy="draft-rules">
      <PanelHeader
        id="draft-rules"
        title={t("rules")}
        beside={<span className="text-12 text-ink-3">{t("rulesNote")}</span>}
      />
      <div className="px-4 pb-2 text-13">
        {NUMBERS.map(({ key, word, min, max }) => {
          const standing = settings[key];
          const value = rules[key] === undefined ? standing : rules[key];
          return (
            <div key={key} className="flex flex-wrap items-center gap-2 border-b border-line py-1.5">
              <label htmlFor={`rule-${key}`} className="min-w-48 grow">
                {t(word)}
              </label>
              {back(key)}
              <WholeInput
                id={`rule-${key}`}
                min={min}
                max={max}
                value={value ?? undefined}
                onChange={(number) =>
                  onChange(number === standing ? without(key) : { ...rules, [key]: number })
                }
                onEmpty={() => onChange(key === "weights.trim" ? { ...rules, [key]: null } : without(key))}
                className={`target-44 h-8 w-20 rounded-ctl border bg-surface px-2 text-right ${rules[key] === undefined ? "border-line-ctl" : "border-accent bg-accent-soft font-semibold"}`}
              />
            </div>
          );
        })}
        <div className="flex flex-wrap items-center gap-2 py-2">
          <label htmlFor="rule-publish" className="grow">
            {t("ruleTwoPeople")}
          </label>
          {back("publish.two_people")}
          <input
            id="rule-publish"
            type="checkbox"
            checked={rules["publish.two_people"] ?? settings["publish.two_people"]}
            onChange={(event) => {
              const { checked } = event.target;
              onChange(
                checked === settings["publish.two_people"]
                  ? without("publish.two_people")
                  : { ...rules, "publish.two_people": checked },
              );
            }}
            className="size-6 accent-accent"
          />
        </div>
      </div>
    </Panel>
  );
}
