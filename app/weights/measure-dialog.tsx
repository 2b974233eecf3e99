"use client";

import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { addMeasure, freeId } from "#analytics/edit-tree.ts";
import type { MeasureDefinition } from "#analytics/index-definition.ts";
import { Button } from "../components/button.tsx";
import { PageDialog } from "../components/page-dialog.tsx";
import { SelectField } from "../components/select-field.tsx";
import { TextField } from "../components/text-field.tsx";
import { NumberField } from "./number-field.tsx";
import { useTitles } from "./use-titles.ts";
import { useWorkbench } from "./workbench-context.tsx";

type Props = { readonly onClose: () => void } & (
  | { readonly id: string; readonly parent?: undefined }
  | { readonly parent: string; readonly id?: undefined }
);

/** An operational record as a leaf: its source, and the ratios that earn 0 and 100 points. */
export function MeasureDialog({ id, parent, onClose }: Props) {
  const t = useTranslations("weights");
  const titles = useTitles();
  const { definition, view, edit } = useWorkbench();
  const known = id === undefined ? undefined : definition.measures?.[id];
  const [measure, setMeasure] = useState<MeasureDefinition>(
    known ?? { source: view.addable.sources[0] ?? "", per: 100, worst: 50, best: 100 },
  );
  const [zh, setZh] = useState(known?.title?.zh ?? "");
  const sourceName = (source: string) => t(`source_${source}` as "source_repairs-on-time");
  function submit(event: FormEvent) {
    event.preventDefault();
    const name = zh.trim() === "" ? sourceName(measure.source) : zh.trim();
    const next = { ...measure, title: { zh: name, en: known?.title?.en ?? name } };
    edit((from) =>
      id === undefined
        ? addMeasure(from, parent, freeId(from, "OP"), next)
        : { ...from, measures: { ...from.measures, [id]: next } },
    );
    onClose();
  }
  return (
    <PageDialog
      open
      onOpenChange={(open) => open || onClose()}
      title={
        id === undefined
          ? t("addMeasureTo", { name: titles.of(parent) })
          : t("anchorsOf", { name: titles.of(id) })
      }
      description={t("measureNote")}
    >
      <form onSubmit={submit} className="mt-3 flex flex-col gap-3">
        <SelectField
          label={t("source")}
          value={measure.source}
          onChange={(event) => setMeasure({ ...measure, source: event.target.value })}
        >
          {view.addable.sources.map((source) => (
            <option key={source} value={source}>
              {sourceName(source)}
            </option>
          ))}
        </SelectField>
        <TextField
          label={t("nameZh")}
          value={zh}
          maxLength={40}
          onChange={(event) => setZh(event.target.value)}
        />
        <div className="grid grid-cols-3 gap-3">
          <NumberField
            label={t("per")}
            value={measure.per}
            onChange={(per) => setMeasure({ ...measure, per })}
          />
          <NumberField
            label={t("worst")}
            value={measure.worst}
            onChange={(worst) => setMeasure({ ...measure, worst })}
          />
          <NumberField
            label={t("best")}
            value={measure.best}
            onChange={(best) => setMeasure({ ...measure, best })}
          />
        </div>
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button type="submit" kind="primary" disabled={!(measure.per > 0)}>
            {t("apply")}
          </Button>
        </div>
      </form>
    </PageDialog>
  );
}
