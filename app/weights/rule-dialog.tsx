"use client";

import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import type { Text } from "#surveys/question.ts";
import { Button } from "../components/button.tsx";
import { PageDialog } from "../components/page-dialog.tsx";
import { keptName, NameFields } from "./name-fields.tsx";
import { useTitles } from "./use-titles.ts";
import { useWorkbench } from "./workbench-context.tsx";

/** Names a rule over several items and says which: joint rules and segments. */
export function RuleDialog({
  heading,
  hint,
  title,
  items,
  onSave,
  onClose,
}: {
  readonly heading: string;
  readonly hint: string;
  readonly title: Text | undefined;
  readonly items: readonly string[];
  readonly onSave: (title: Text, items: readonly string[]) => void;
  readonly onClose: () => void;
}) {
  const t = useTranslations("weights");
  const titles = useTitles();
  const { definition } = useWorkbench();
  const [named, setNamed] = useState(title ?? { zh: "", en: "" });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(items));
  const all = Object.keys(definition.items);
  const ready = named.zh.trim() !== "" && chosen.size > 0;
  const [asked, setAsked] = useState(false);

  function submit(event: FormEvent) {
    event.preventDefault();
    setAsked(true);
    if (!ready) return;
    onSave(
      keptName(named),
      all.filter((id) => chosen.has(id)),
    );
    onClose();
  }

  function choose(id: string, on: boolean) {
    const next = new Set(chosen);
    if (on) next.add(id);
    else next.delete(id);
    setChosen(next);
  }

  return (
    <PageDialog open onOpenChange={(open) => open || onClose()} title={heading}>
      <form onSubmit={submit} className="mt-3 flex flex-col gap-3">
        <p className="text-13 text-ink-2">{hint}</p>
        <NameFields title={named} missing={asked} onChange={setNamed} />
        <fieldset aria-describedby={asked && chosen.size === 0 ? "rule-items-missing" : undefined}>
          <legend className="text-13 font-semibold">{t("ruleItems", { count: chosen.size })}</legend>
          <div className="mt-1 grid max-h-64 gap-x-3 overflow-y-auto rounded-ctl border border-line-ctl p-2 sm:grid-cols-2">
            {all.map((id) => (
              <label key={id} className="target-row flex min-h-8 items-center gap-2 text-13">
                <input
                  type="checkbox"
                  checked={chosen.has(id)}
                  onChange={(event) => choose(id, event.target.checked)}
                  className="size-4 accent-accent"
                />
                <span className="min-w-0 [overflow-wrap:anywhere]">{titles.of(id)}</span>
                <span className="text-12 text-ink-3">{id}</span>
              </label>
            ))}
          </div>
          {asked && chosen.size === 0 && (
            <p id="rule-items-missing" role="alert" className="mt-1 text-13 text-danger">
              {t("ruleItemsMissing")}
            </p>
          )}
        </fieldset>
        <div className="mt-1 flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button type="submit" kind="primary">
            {t("apply")}
          </Button>
        </div>
      </form>
    </PageDialog>
  );
}
