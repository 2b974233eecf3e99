"use client";

import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { nodesOf } from "#analytics/columns-of-definition.ts";
import { addIndicator, freeId, renameNode } from "#analytics/edit-tree.ts";
import type { Text } from "#surveys/question.ts";
import { SERVICE_PORTS } from "#surveys/service-port.ts";
import { Button } from "../components/button.tsx";
import { PageDialog } from "../components/page-dialog.tsx";
import { SelectField } from "../components/select-field.tsx";
import { useNames } from "../language/use-names.ts";
import { keptName, NameFields } from "./name-fields.tsx";
import { useTitles } from "./use-titles.ts";
import { useWorkbench } from "./workbench-context.tsx";

/** Names an indicator, and the port that answers for it. */
export function RenameDialog({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const t = useTranslations("weights");
  const titles = useTitles();
  const { definition, edit } = useWorkbench();
  const node = nodesOf(definition.tree).find((each) => each.id === id);
  return (
    <TitleDialog
      heading={t("renameOf", { name: titles.of(id) })}
      title={node?.title ?? { zh: "", en: "" }}
      port={node?.port}
      onSave={(next, port) => edit((from) => renameNode(from, id, next, port))}
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
  const { definition, edit } = useWorkbench();
  const above = nodesOf(definition.tree).find((each) => each.id === parent);
  return (
    <TitleDialog
      heading={t("addIndicatorTo", { name: titles.of(parent) })}
      title={{ zh: "", en: "" }}
      port={above?.port}
      onSave={(title, port) => edit((from) => addIndicator(from, parent, freeId(from, "X"), title, port))}
      onClose={onClose}
    />
  );
}

function TitleDialog({
  heading,
  title,
  port,
  onSave,
  onClose,
}: {
  readonly heading: string;
  readonly title: Text;
  readonly port: string | undefined;
  readonly onSave: (title: Text, port: string | undefined) => void;
  readonly onClose: () => void;
}) {
  const t = useTranslations("weights");
  const [named, setNamed] = useState(title);
  const [answers, setAnswers] = useState(port ?? "");
  const [asked, setAsked] = useState(false);
  const names = useNames();
  function submit(event: FormEvent) {
    event.preventDefault();
    setAsked(true);
    if (named.zh.trim() === "") return;
    onSave(keptName(named), answers || undefined);
    onClose();
  }
  return (
    <PageDialog open onOpenChange={(open) => open || onClose()} title={heading}>
      <form onSubmit={submit} className="mt-3 flex flex-col gap-3">
        <NameFields title={named} missing={asked} onChange={setNamed} />
        <SelectField
          label={t("answeredBy")}
          value={answers}
          onChange={(event) => setAnswers(event.target.value)}
        >
          <option value="">{t("noPort")}</option>
          {SERVICE_PORTS.map((each) => (
            <option key={each} value={each}>
              {names.port(each)}
            </option>
          ))}
        </SelectField>
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
