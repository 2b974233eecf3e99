"use client";

import { Upload } from "lucide-react";
import { useId, useState } from "react";
import { useTranslations } from "use-intl";
import type { DeliveryReport } from "#server/mailings/import-deliveries.ts";
import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/glyph.tsx";
import { Panel, PanelHeader } from "../../components/panel.tsx";
import { useToast } from "../../components/toaster.tsx";
import { formatCount } from "../../format.ts";
import { useMailingChange } from "./use-mailing-change.ts";

async function send(wave: number, file: File, apply: boolean): Promise<DeliveryReport | undefined> {
  const response = await fetch(`/api/fieldwork/deliveries?wave=${wave}&apply=${apply ? 1 : 0}`, {
    method: "POST",
    headers: { "Content-Type": "application/octet-stream" },
    body: file,
  }).catch(() => undefined);
  return response?.ok ? ((await response.json()) as DeliveryReport) : undefined;
}

/** Takes in a vendor's report of deliveries and replies: first what it would change, then the change. */
export function DeliveriesPanel({ wave }: { readonly wave: number }) {
  const t = useTranslations("mailings");
  const toast = useToast();
  const change = useMailingChange(wave);
  const input = useId();
  const [file, setFile] = useState<File>();
  const [report, setReport] = useState<DeliveryReport>();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);

  async function read(chosen: File | undefined, apply: boolean) {
    if (!chosen) return;
    setFile(chosen);
    setBusy(true);
    setFailed(false);
    const answer = await send(wave, chosen, apply);
    setBusy(false);
    setReport(answer);
    setFailed(answer === undefined);
    if (answer?.applied) {
      change.onSuccess();
      toast(
        t("deliveriesDone", {
          n: formatCount(answer.sent + answer.delivered + answer.failed + answer.optedOut),
        }),
      );
    }
  }

  const news = report ? report.sent + report.delivered + report.failed + report.optedOut : 0;
  return (
    <Panel labelledBy="deliveries">
      <PanelHeader id="deliveries" title={t("deliveries")} />
      <div className="flex flex-col gap-2 px-4 pb-3 text-13">
        <p className="text-ink-2">{t("deliveriesNote")}</p>
        <label
          htmlFor={input}
          className="target-44 inline-flex h-8 cursor-pointer items-center justify-center gap-1.5 self-start rounded-ctl border border-line-ctl bg-surface px-3 text-14 focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-focus hover:bg-sunken"
        >
          <Icon of={Upload} />
          {t("chooseFile")}
          <input
            id={input}
            type="file"
            accept=".csv,.xlsx,.xls,.txt"
            className="sr-only"
            disabled={busy}
            onChange={({ target }) => {
              void read(target.files?.[0], false);
              target.value = "";
            }}
          />
        </label>
        {busy && <p role="status">{t("reading")}</p>}
        {failed && (
          <p role="alert" className="text-danger">
            {t("deliveriesFailed")}
          </p>
        )}
        {report && file && (
          <div aria-live="polite" className="rounded-ctl bg-sunken px-3 py-2">
            <p className="font-semibold [overflow-wrap:anywhere]">
              {t("deliveriesRows", { file: file.name, rows: formatCount(report.rows) })}
            </p>
            <ul className="mt-1 flex flex-wrap gap-x-4 text-12">
              {(["sent", "delivered", "failed", "optedOut", "unchanged", "unknown", "unreadable"] as const)
                .filter((key) => report[key] > 0)
                .map((key) => (
                  <li key={key}>
                    {t(`delivery_${key}`)} {formatCount(report[key])}
                  </li>
                ))}
            </ul>
            {report.examples.length > 0 && (
              <p className="mt-1 text-12 text-ink-3">
                {t("notUnderstood", {
                  words: report.examples.map(({ row, word }) => `${row}: ${word}`).join(", "),
                })}
              </p>
            )}
            {!report.applied && (
              <div className="mt-2">
                <Button size="small" disabled={busy || news === 0} onClick={() => void read(file, true)}>
                  {news === 0 ? t("nothingNew") : t("takeIn", { n: formatCount(news) })}
                </Button>
              </div>
            )}
          </div>
        )}
      </div>
    </Panel>
  );
}
