"use client";

import { useTranslations } from "use-intl";
import { freeId } from "#analytics/edit-tree.ts";
import type { Text } from "#surveys/question.ts";
import { RuleDialog } from "./rule-dialog.tsx";
import { useTitles } from "./use-titles.ts";
import { useWorkbench } from "./workbench-context.tsx";

/** The way to another rule over several items, and the dialog of the one that is open. */
export function AddRule({
  words,
  prefix,
  opened,
  rule,
  onOpen,
  onSave,
}: {
  readonly words: { readonly add: string; readonly hint: string };
  /** What ids of new rules begin with. */
  readonly prefix: string;
  readonly opened: string | undefined;
  /** What stands there so far; undefined for a new one. */
  readonly rule: { readonly title: Text | undefined; readonly items: readonly string[] } | undefined;
  readonly onOpen: (id: string | undefined) => void;
  readonly onSave: (id: string, title: Text, items: readonly string[]) => void;
}) {
  const t = useTranslations("weights");
  const titles = useTitles();
  const { definition, editable } = useWorkbench();
  return (
    <>
      {editable && (
        <div>
          <button
            type="button"
            onClick={() => onOpen(freeId(definition, prefix))}
            className="target-44 text-13 text-accent underline-offset-2 hover:underline print:hidden"
          >
            {words.add}
          </button>
        </div>
      )}
      {opened !== undefined && (
        <RuleDialog
          heading={rule ? t("changeRule", { name: titles.of(opened) }) : words.add}
          hint={words.hint}
          title={rule?.title}
          items={rule?.items ?? []}
          onSave={(title, items) => onSave(opened, title, items)}
          onClose={() => onOpen(undefined)}
        />
      )}
    </>
  );
}
