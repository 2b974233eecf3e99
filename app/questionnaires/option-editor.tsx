"use client";

import { Plus, Trash2 } from "lucide-react";
import { useTranslations } from "use-intl";
import type { Option, Question } from "#surveys/question.ts";
import { Button, IconButton } from "../components/button.tsx";
import { Icon } from "../components/glyph.tsx";
import { WholeField } from "../components/whole-field.tsx";
import { useNames } from "../language/use-names.ts";
import type { ItemPatch } from "./change-item.ts";
import { TextPair } from "./text-pair.tsx";
import { Tick } from "./tick.tsx";

/** Sets or takes away a flag, so that equal options are equal data. */
function flagged(option: Option, flag: "exclusive" | "writeIn" | "retired", on: boolean): Option {
  const { [flag]: _, ...rest } = option;
  return on ? { ...rest, [flag]: true } : rest;
}

function freeValue(options: readonly Option[]): string {
  const taken = new Set(options.map(({ value }) => value));
  for (let number = options.length + 1; ; number++)
    if (!taken.has(`option${number}`)) return `option${number}`;
}

/** The answers of a choice question. What was published keeps its place: it is renamed or retired, new ones go last. */
export function OptionEditor({
  question,
  published,
  onPatch,
}: {
  readonly question: Question;
  /** Values earlier versions have. */
  readonly published: ReadonlySet<string>;
  readonly onPatch: (patch: ItemPatch) => void;
}) {
  const t = useTranslations("studio");
  const names = useNames();
  const options = question.options ?? [];
  const put = (place: number, option: Option) =>
    onPatch({ options: options.map((each, index) => (index === place ? option : each)) });
  return (
    <fieldset>
      <legend className="mb-1 text-13 font-semibold">{t("options")}</legend>
      <ol className="flex flex-col gap-2">
        {options.map((option, place) => {
          const isNew = !published.has(option.value);
          const name = names.text(option.label) || option.value;
          return (
            <li key={place} className="rounded-ctl border border-line p-2">
              <TextPair
                compact
                label={t("optionNumber", { number: place + 1 })}
                value={option.label}
                onChange={(label) => put(place, { ...option, label })}
              />
              <div className="mt-1 flex flex-wrap items-center gap-x-3">
                {isNew ? (
                  <label className="inline-flex items-center gap-1.5 text-12 text-ink-3">
                    {t("optionValue")}
                    <input
                      value={option.value}
                      onChange={(event) =>
                        put(place, { ...option, value: event.target.value.replace(/[^A-Za-z0-9_]/g, "") })
                      }
                      className="h-7 w-28 rounded-ctl border border-line-ctl bg-surface px-2 font-mono text-12"
                    />
                  </label>
                ) : (
                  <code className="font-mono text-12 text-ink-3">{option.value}</code>
                )}
                <Tick
                  checked={option.writeIn === true}
                  onChange={(on) => put(place, flagged(option, "writeIn", on))}
                >
                  {t("writeIn")}
                </Tick>
                {question.kind === "multi" && (
                  <Tick
                    checked={option.exclusive === true}
                    onChange={(on) => put(place, flagged(option, "exclusive", on))}
                  >
                    {t("exclusive")}
                  </Tick>
                )}
                <span className="grow" />
                {isNew ? (
                  <IconButton
                    label={t("removeOption", { name })}
                    onClick={() => onPatch({ options: options.filter((_, index) => index !== place) })}
                  >
                    <Icon of={Trash2} />
                  </IconButton>
                ) : (
                  <Tick
                    checked={option.retired === true}
                    onChange={(on) => put(place, flagged(option, "retired", on))}
                  >
                    {t("retire")}
                  </Tick>
                )}
              </div>
            </li>
          );
        })}
      </ol>
      <div className="mt-2 flex flex-wrap items-center gap-3">
        <Button
          size="small"
          onClick={() =>
            onPatch({ options: [...options, { value: freeValue(options), label: { zh: "", en: "" } }] })
          }
        >
          <Icon of={Plus} />
          {t("addOption")}
        </Button>
        {question.kind === "multi" && (
          <>
            <WholeField
              label={t("maxChoices")}
              value={question.maxChoices}
              min={1}
              max={options.length}
              onChange={(maxChoices) => onPatch({ maxChoices })}
              onEmpty={() => onPatch({ maxChoices: undefined })}
            />
            <Tick
              checked={question.shuffle === true}
              onChange={(on) => onPatch({ shuffle: on || undefined })}
            >
              {t("shuffle")}
            </Tick>
          </>
        )}
      </div>
    </fieldset>
  );
}
