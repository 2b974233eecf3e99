"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import type { BenchmarkEntry, TargetsView } from "#server/targets/list-entries.ts";
import { Button } from "../components/button.tsx";
import { PageDialog } from "../components/page-dialog.tsx";
import { SelectField } from "../components/select-field.tsx";
import { TextField } from "../components/text-field.tsx";
import { formatMoment, formatValue } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { useTRPC } from "../trpc/client.tsx";
import { enteredTarget } from "./target-cell.tsx";
import { useEntryChanges } from "./use-entry-changes.ts";

/** Records a number somebody else published, or changes one; where it comes from is part of it. */
export function BenchmarkDialog({
  view,
  entry,
  onClose,
}: {
  readonly view: TargetsView;
  readonly entry: BenchmarkEntry | undefined;
  readonly onClose: () => void;
}) {
  const t = useTranslations("targets");
  const names = useNames();
  const trpc = useTRPC();
  const changes = useEntryChanges();
  const save = useMutation(trpc.targets.setBenchmark.mutationOptions());
  const newest = entry?.versions[0];
  const [node, setNode] = useState(entry?.node ?? view.nodes[0]?.id ?? "");
  const [source, setSource] = useState(entry?.source ?? "");
  const [year, setYear] = useState(String(entry?.year ?? view.year));
  const [value, setValue] = useState(newest?.value == null ? "" : String(newest.value));
  const [n, setN] = useState(entry?.n == null ? "" : String(entry.n));
  const [note, setNote] = useState(newest?.note ?? "");
  const [wrong, setWrong] = useState<Readonly<Record<string, string>>>({});
  const of = view.nodes.find(({ id }) => id === node);

  function send(taken: number | null): void {
    save.mutate(
      {
        node,
        source: source.trim(),
        year: Number(year),
        value: taken,
        n: n.trim() === "" ? null : Number(n),
        note: note.trim(),
        seen: newest?.version ?? 0,
      },
      {
        onError: changes.onError,
        onSuccess: (changed) => {
          changes.onSuccess(changed);
          onClose();
        },
      },
    );
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    const entered = enteredTarget(value, of?.range ?? [0, 100]);
    const problems = {
      ...(source.trim() === "" && { source: t("needSource") }),
      ...(!/^20\d\d$/.test(year) && { year: t("needYear") }),
      ...(entered == null && {
        value: t("needValue", { least: of?.range[0] ?? 0, most: of?.range[1] ?? 100 }),
      }),
      ...(n.trim() !== "" && !/^[1-9]\d{0,8}$/.test(n.trim()) && { n: t("needCount") }),
    };
    setWrong(problems);
    if (Object.keys(problems).length === 0 && entered != null) send(entered);
  }

  return (
    <PageDialog
      open
      onOpenChange={(open) => open || onClose()}
      title={t(entry ? "benchmarkChange" : "benchmarkAdd")}
      description={t("benchmarkNote")}
    >
      <form onSubmit={submit} noValidate className="mt-4 flex flex-col gap-3">
        <SelectField
          label={t("indicator")}
          value={node}
          disabled={entry !== undefined}
          onChange={(event) => setNode(event.target.value)}
        >
          {view.nodes.map((each) => (
            <option key={each.id} value={each.id}>
              {`${"\u3000".repeat(each.depth)}${names.node(each)}`}
            </option>
          ))}
        </SelectField>
        <TextField
          label={t("source")}
          hint={t("sourceHint")}
          value={source}
          maxLength={120}
          disabled={entry !== undefined}
          error={wrong.source}
          onChange={(event) => setSource(event.target.value)}
        />
        <div className="grid grid-cols-3 gap-3">
          <TextField
            label={t("year")}
            value={year}
            inputMode="numeric"
            disabled={entry !== undefined}
            error={wrong.year}
            onChange={(event) => setYear(event.target.value)}
          />
          <TextField
            label={t("value")}
            value={value}
            inputMode="decimal"
            error={wrong.value}
            onChange={(event) => setValue(event.target.value)}
          />
          <TextField
            label={t("count")}
            value={n}
            inputMode="numeric"
            error={wrong.n}
            onChange={(event) => setN(event.target.value)}
          />
        </div>
        <TextField
          label={t("remark")}
          value={note}
          maxLength={500}
          onChange={(event) => setNote(event.target.value)}
        />
        <div className="flex flex-wrap justify-end gap-2">
          {entry && newest?.value != null && (
            <Button kind="danger" disabled={save.isPending} onClick={() => send(null)}>
              {t("remove")}
            </Button>
          )}
          <span className="grow" />
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button kind="primary" type="submit" disabled={save.isPending}>
            {t("save")}
          </Button>
        </div>
      </form>
      {entry && (
        <ol className="mt-4 border-t border-line pt-2 text-13">
          {entry.versions.map((version) => (
            <li key={version.version} className="flex flex-wrap gap-x-2 py-1">
              <b>
                {version.value === null ? t("takenAway") : formatValue(version.value, of?.unit ?? "points")}
              </b>
              <span className="text-ink-2">{version.note}</span>
              <span className="grow" />
              <span className="text-12 text-ink-3">
                {t("by", { name: version.by ?? "", time: formatMoment(version.at) })}
              </span>
            </li>
          ))}
        </ol>
      )}
    </PageDialog>
  );
}
