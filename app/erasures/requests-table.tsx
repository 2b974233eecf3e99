"use client";

import { useTranslations } from "use-intl";
import type { ErasureRow } from "#server/vault/erasure-list.ts";
import { Button } from "../components/button.tsx";
import { Panel, PanelHeader } from "../components/panel.tsx";
import { PlainTable } from "../components/plain-table.tsx";
import { ScreenLink } from "../components/screen-link.tsx";
import { Tag } from "../components/tag.tsx";
import { formatMoment } from "../format.ts";

const TITLE = "erasure-requests";

function today(): string {
  return formatMoment(new Date()).slice(0, 10);
}

/** Requests that wait, the most urgent first, and those that are closed with their certificates. */
export function RequestsTable({
  rows,
  onChoose,
}: {
  readonly rows: readonly ErasureRow[];
  readonly onChoose: (row: ErasureRow, deed: "erase" | "drop") => void;
}) {
  const t = useTranslations("erasures");
  return (
    <Panel labelledBy={TITLE}>
      <PanelHeader id={TITLE} title={t("requests")} />
      {rows.length === 0 ? (
        <p className="px-4 pb-4 text-13 text-ink-2">{t("noneBody")}</p>
      ) : (
        <PlainTable
          caption={t("requests")}
          rows={rows}
          rowKey={({ id }) => id}
          columns={[
            { key: "number", title: t("number"), cell: ({ number }) => number },
            {
              key: "channel",
              title: t("channel"),
              cell: ({ channel, askedBy }) =>
                askedBy === null
                  ? t(`channel_${channel}`)
                  : t("by", { channel: t(`channel_${channel}`), who: askedBy }),
            },
            { key: "asked", title: t("asked"), cell: ({ askedAt }) => formatMoment(askedAt) },
            { key: "due", title: t("due"), cell: ({ dueOn }) => dueOn },
            { key: "state", title: t("state"), cell: (row) => <State row={row} /> },
            {
              key: "deeds",
              title: t("deeds"),
              cell: (row) => <Deeds row={row} onChoose={(deed) => onChoose(row, deed)} />,
            },
          ]}
        />
      )}
    </Panel>
  );
}

function State({ row }: { readonly row: ErasureRow }) {
  const t = useTranslations("erasures");
  if (row.state === "open") {
    const late = row.dueOn < today();
    return <Tag tone={late ? "urgent" : "attention"}>{t(late ? "late" : "open")}</Tag>;
  }
  if (row.state === "done") return <Tag tone="good">{t("done")}</Tag>;
  return <Tag>{row.reason === null ? t("dropped") : t(`reason_${row.reason}`)}</Tag>;
}

function Deeds({
  row,
  onChoose,
}: {
  readonly row: ErasureRow;
  readonly onChoose: (deed: "erase" | "drop") => void;
}) {
  const t = useTranslations("erasures");
  if (row.erasureId !== null)
    return (
      <Button asChild size="small">
        <ScreenLink href={`/erasures/${row.erasureId}`}>{t("certificate")}</ScreenLink>
      </Button>
    );
  if (row.state !== "open") return null;
  return (
    <span className="flex flex-wrap gap-2 max-md:justify-end">
      <Button
        size="small"
        aria-label={t("eraseOf", { number: row.number })}
        onClick={() => onChoose("erase")}
      >
        {t("erase")}
      </Button>
      <Button
        size="small"
        kind="quiet"
        aria-label={t("dropOf", { number: row.number })}
        onClick={() => onChoose("drop")}
      >
        {t("drop")}
      </Button>
    </span>
  );
}
