"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../../components/button.tsx";
import { PlainTable } from "../../components/plain-table.tsx";
import { Tag, type TagTone } from "../../components/tag.tsx";
import { formatCount, formatMoment } from "../../format.ts";
import { useTRPC } from "../../trpc/client.tsx";
import { FetchDialog } from "./fetch-dialog.tsx";
import type { ShownMailing } from "./shown-mailings.ts";
import { UnsentDialog } from "./unsent-dialog.tsx";
import { useMailingChange } from "./use-mailing-change.ts";

const TONE: Readonly<Record<ShownMailing["state"], TagTone>> = {
  planned: "outline",
  running: "current",
  done: "good",
  cancelled: "plain",
  failed: "urgent",
};

/** Orders to write to owners, the newest first, with what became of each. */
export function MailingsTable({
  mailings,
  wave,
  isOpen,
}: {
  readonly mailings: readonly ShownMailing[];
  readonly wave: number;
  readonly isOpen: boolean;
}) {
  const t = useTranslations("mailings");
  const channels = useTranslations("mailingChannel");
  const [fetching, setFetching] = useState<ShownMailing>();
  const [unsent, setUnsent] = useState<number>();
  return (
    <>
      <PlainTable
        caption={t("orders")}
        rows={mailings}
        rowKey={(row) => row.id}
        columns={[
          {
            key: "what",
            title: t("what"),
            cell: (row) => (
              <span className="whitespace-nowrap">
                {t(row.kind)} · {channels(row.channel)}
                {row.language !== "zh-CN" && ` · ${t(row.language === "en" ? "english" : "traditional")}`}
              </span>
            ),
          },
          {
            key: "state",
            title: t("state"),
            cell: (row) => (
              <>
                <Tag tone={TONE[row.state]}>{t(`state_${row.state}`)}</Tag>
                {row.note === "wave_ended" && (
                  <span className="block text-12 text-ink-3">{t("waveEnded")}</span>
                )}
              </>
            ),
          },
          {
            key: "when",
            title: t("when"),
            cell: (row) => <span className="whitespace-nowrap">{formatMoment(row.sendAt)}</span>,
          },
          { key: "by", title: t("by"), wideOnly: true, cell: (row) => row.askedBy ?? "" },
          { key: "written", title: t("written"), right: true, cell: (row) => <Written row={row} /> },
          { key: "became", title: t("became"), cell: (row) => <Became row={row} /> },
          {
            key: "deeds",
            title: t("deeds"),
            cell: (row) => (
              <Deeds
                row={row}
                wave={wave}
                isOpen={isOpen}
                onFetch={() => setFetching(row)}
                onUnsent={() => setUnsent(row.id)}
              />
            ),
          },
        ]}
      />
      {fetching && <FetchDialog mailing={fetching} onClose={() => setFetching(undefined)} />}
      {unsent !== undefined && <UnsentDialog mailing={unsent} onClose={() => setUnsent(undefined)} />}
    </>
  );
}

function Written({ row }: { readonly row: ShownMailing }) {
  const t = useTranslations("mailings");
  const over =
    (row.messages.sent ?? 0) +
    (row.messages.failed ?? 0) +
    (row.messages.unsure ?? 0) +
    (row.messages.left_out ?? 0);
  if (row.state === "planned") return <span className="text-ink-3">{t("notYet")}</span>;
  return (
    <>
      <span className="font-semibold">{formatCount(row.written)}</span>
      {row.state === "running" && row.channel === "email" && row.written > 0 && (
        <progress
          aria-label={t("progress")}
          value={over}
          max={row.written}
          className="ml-2 h-1.5 w-20 align-middle accent-(--accent)"
        />
      )}
    </>
  );
}

function Became({ row }: { readonly row: ShownMailing }) {
  const t = useTranslations("mailings");
  const { messages, invitations } = row;
  const facts = [
    ["waiting", (messages.waiting ?? 0) + (messages.sending ?? 0)],
    ["sent", row.channel === "email" ? (messages.sent ?? 0) : (invitations.sent ?? 0)],
    ["delivered", invitations.delivered ?? 0],
    ["failed", row.channel === "email" ? (messages.failed ?? 0) : (invitations.failed ?? 0)],
    ["unsure", messages.unsure ?? 0],
    ["leftOut", messages.left_out ?? 0],
    ["opened", row.opened],
    ["answered", row.answered],
  ] as const;
  const shown = facts.filter(([, n]) => n > 0);
  if (shown.length === 0) return <span className="text-ink-3">{"\u2014"}</span>;
  return (
    <span className="flex flex-wrap gap-x-2.5">
      {shown.map(([key, n]) => (
        <span key={key} className={key === "failed" ? "whitespace-nowrap text-neg" : "whitespace-nowrap"}>
          {t(`became_${key}`)} {formatCount(n)}
        </span>
      ))}
    </span>
  );
}

function Deeds({
  row,
  wave,
  isOpen,
  onFetch,
  onUnsent,
}: {
  readonly row: ShownMailing;
  readonly wave: number;
  readonly isOpen: boolean;
  readonly onFetch: () => void;
  readonly onUnsent: () => void;
}) {
  const t = useTranslations("mailings");
  const trpc = useTRPC();
  const change = useMailingChange(wave);
  const cancel = useMutation(trpc.mailings.cancel.mutationOptions(change));
  const retry = useMutation(trpc.mailings.retry.mutationOptions(change));
  const { messages, channel, state } = row;
  const missed = (messages.failed ?? 0) + (messages.unsure ?? 0) + (messages.left_out ?? 0);
  return (
    <span className="flex flex-wrap gap-1.5">
      {state === "done" &&
        channel !== "email" &&
        (row.linksKept ? (
          <Button size="small" onClick={onFetch}>
            {t("fetch")}
          </Button>
        ) : (
          <span className="text-12 text-ink-3">{t("linksGone")}</span>
        ))}
      {isOpen && (state === "planned" || (state === "running" && channel === "email")) && (
        <Button size="small" disabled={cancel.isPending} onClick={() => cancel.mutate({ mailingId: row.id })}>
          {t("cancel")}
        </Button>
      )}
      {isOpen && (messages.failed ?? 0) > 0 && state !== "planned" && (
        <Button size="small" disabled={retry.isPending} onClick={() => retry.mutate({ mailingId: row.id })}>
          {t("retry")}
        </Button>
      )}
      {missed > 0 && (
        <Button size="small" kind="quiet" onClick={onUnsent}>
          {t("seeUnsent")}
        </Button>
      )}
    </span>
  );
}
