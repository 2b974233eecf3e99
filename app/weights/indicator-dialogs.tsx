"use client";

import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { nodesOf } from "#analytics/columns-of-definition.ts";
import { addIndicator, freeId, renameNode } from "#analytics/edit-tree.ts";
import type { Text } from "#surveys/question.ts";
import { Button } from "../components/button.tsx";
import { PageDialog } from "../components/page-dialog.tsx";
import { TextField } from "../components/text-field.tsx";
import { useTitles } from "./use-titles.ts";
import { useWorkbench } from "./workbench-context.tsx";

/** Names an indicator. */
export function RenameDialog({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const t = useTranslations("weights");
  const titles = useTitles();
  const { definition, edit } = useWorkbench();
  const title = nodesOf(definition.tree).find((node) => node.id === id)?.title;
  return (
    <TitleDialog
      heading={t("renameOf", { name: titles.of(id) })}
      title={title ?? { zh: "", en: "" }}
      onSave={(next) => edit((from) => renameNode(from, id, next))}
      onClose={onClose}
    />
  );
}

/** Begins an indicator below another. */
export function IndicatorDialog({
  parent,
  onClose,
}: {
  readonly parent: string;
  readonly onClose: () => void;
}) {
  const t = useTranslations("weights");
  const titles = useTitles();
  const { edit } = useWorkbench();
  return (
    <TitleDialog
      heading={t("addIndicatorTo", { name: titles.of(parent) })}
      title={{ zh: "", en: "" }}
      onSave={(title) => edit((from) => addIndicator(from, parent, freeId(from, "X"), title))}
      onClose={onClose}
    />
  );
}

function TitleDialog({
  heading,
  title,
  onSave,
  onClose,
}: {
  readonly heading: string;
  readonly title: Text;
  readonly onSave: (title: Text) => void;
  readonly onClose: () => void;
}) {
  const t = useTranslations("weights");
  const [zh, setZh] = useState(title.zh);
  const [en, setEn] = useState(title.en);
  function submit(event: FormEvent) {
    event.preventDefault();
    onSave({ zh: zh.trim(), en: en.trim() === "" ? zh.trim() : en.trim() });
    onClose();
  }
  return (
    <PageDialog open onOpenChange={(open) => open || onClose()} title={heading}>
      <form onSubmit={submit} className="mt-3 flex flex-col gap-3">
        <TextField
          label={t("nameZh")}
          value={zh}
          required
          maxLength={40}
          onChange={(event) => setZh(event.target.value)}
        />
        <TextField
          label={t("nameEn")}
          value={en}
          maxLength={60}
          onChange={(event) => setEn(event.target.value)}
        />
        <div className="mt-1 flex justify-end gap-2">
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button type="submit" kind="primary" disabled={zh.trim() === ""}>
            {t("apply")}
          </Button>
        </div>
      </form>
    </PageDialog>
  );
}
