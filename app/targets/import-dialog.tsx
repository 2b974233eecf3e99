"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { LineProblem } from "#server/targets/target-file.ts";
import { Button } from "../components/button.tsx";
import { PageDialog } from "../components/page-dialog.tsx";
import { TextArea } from "../components/text-area.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { useEntryChanges } from "./use-entry-changes.ts";

const PROBLEM = {
  "not-a-table": "lineNotATable",
  "no-column": "lineNoColumn",
  "unknown-indicator": "lineUnknownIndicator",
  "unknown-unit": "lineUnknownUnit",
  "twin-name": "lineTwinName",
  "bad-year": "lineBadYear",
  "bad-value": "lineBadValue",
  "out-of-range": "lineOutOfRange",
  twice: "lineTwice",
  "too-many": "lineTooMany",
} as const satisfies Record<LineProblem["problem"], string>;

/** Targets from a table: a file or what a spreadsheet copied. All lines are taken, or none and each wrong one is named. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useTranslations("targets");
  const trpc = useTRPC();
  const changes = useEntryChanges();
  const [text, setText] = useState("");
  const check = useMutation(trpc.targets.checkFile.mutationOptions({ onError: changes.onError }));
  const put = useMutation(
    trpc.targets.importFile.mutationOptions({
      onError: changes.onError,
      onSuccess: (changed) => {
        changes.onSuccess(changed);
        onClose();
      },
    }),
  );
  const ready = check.data && check.data.problems.length === 0 && check.data.lines.length > 0;

  function enter(next: string): void {
    setText(next);
    check.reset();
  }
  return (
    <PageDialog
      open
      onOpenChange={(open) => open || onClose()}
      title={t("importTitle")}
      description={t("importNote")}
    >
      <div className="mt-4 flex flex-col gap-3">
        <label className="flex flex-col gap-1 text-13 font-semibold">
          {t("importFile")}
          <input
            type="file"
            accept=".csv,.tsv,.txt,text/csv"
            className="text-13 font-normal"
            onChange={async (event) => {
              const file = event.target.files?.[0];
              if (file) enter(await file.text());
            }}
          />
        </label>
        <TextArea
          label={t("importPaste")}
          rows={7}
          value={text}
          placeholder={t("importExample")}
          onChange={(event) => enter(event.target.value)}
        />
        <div aria-live="polite" className="text-13">
          {check.data && check.data.problems.length === 0 && (
            <p>
              {check.data.lines.length > 0
                ? t("importReady", { count: check.data.lines.length })
                : t("importEmpty")}
            </p>
          )}
          {check.data && check.data.problems.length > 0 && (
            <>
              <p className="font-semibold text-danger">
                {t("importWrong", { count: check.data.problems.length })}
              </p>
              <ul className="mt-1 max-h-48 overflow-y-auto">
                {check.data.problems.map(({ line, problem, text: cell }) => (
                  <li key={`${line}-${problem}-${cell}`} className="py-0.5">
                    {t("line", { line })} {t(PROBLEM[problem], { text: cell })}
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t("cancel")}</Button>
          {ready ? (
            <Button kind="primary" disabled={put.isPending} onClick={() => put.mutate({ text })}>
              {t("importPut", { count: check.data.lines.length })}
            </Button>
          ) : (
            <Button
              kind="primary"
              disabled={text.trim() === "" || check.isPending}
              onClick={() => check.mutate({ text })}
            >
              {t("importCheck")}
            </Button>
          )}
        </div>
      </div>
    </PageDialog>
  );
}
