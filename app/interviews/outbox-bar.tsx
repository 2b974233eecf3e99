"use client";

import { CloudOff, Download, TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "../components/button.tsx";
import { Icon } from "../components/glyph.tsx";
import { unsent } from "./outbox.ts";
import type { Outbox } from "./use-outbox.ts";

function download(outbox: Outbox): void {
  const blob = new Blob([JSON.stringify(outbox.shelf.queue, null, 2)], { type: "application/json" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = "interviews-unsent.json";
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Whether there is a line, what waits for it, and what was refused; nothing while all is sent. */
export function OutboxBar({ outbox }: { readonly outbox: Outbox }) {
  const t = useTranslations("interviews");
  const waiting = unsent(outbox.shelf).length;
  const refused = outbox.shelf.queue.filter((entry) => entry.refused !== undefined);
  return (
    <div role="status">
      {(!outbox.online || waiting > 0) && (
        <div className="flex flex-wrap items-center gap-2 bg-ink px-4 py-2 text-13 text-canvas">
          <Icon of={CloudOff} />
          <span>{t(outbox.online ? "sending" : "offline")}</span>
          <span className="grow" />
          {waiting > 0 && (
            <>
              <b>{t("waiting", { count: waiting })}</b>
              <button type="button" onClick={() => download(outbox)} className="target-44 underline">
                {t("export")}
              </button>
              {outbox.online && (
                <button type="button" onClick={outbox.sendNow} className="target-44 underline">
                  {t("sendNow")}
                </button>
              )}
            </>
          )}
        </div>
      )}
      {refused.map((entry) => (
        <div
          key={entry.id}
          className="flex flex-wrap items-center gap-2 border-b border-danger-line bg-danger-soft px-4 py-2 text-13 text-danger"
        >
          <Icon of={TriangleAlert} />
          <span className="min-w-0 grow">
            {t("refusedEntry", { label: entry.label, reason: entry.refused ?? "" })}
          </span>
          <Button size="small" onClick={() => download(outbox)}>
            <Icon of={Download} />
            {t("export")}
          </Button>
          <Button size="small" onClick={() => outbox.drop(entry.id)}>
            {t("putAway")}
          </Button>
        </div>
      ))}
    </div>
  );
}
