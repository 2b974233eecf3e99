"use client";

import { X } from "lucide-react";
import { useTranslations } from "use-intl";
import type { DraftView } from "#server/improvements/drafts.ts";
import { IconButton } from "../components/button.tsx";
import { Change } from "../components/change.tsx";
import { Icon } from "../components/glyph.tsx";
import { Panel, PanelHeader } from "../components/panel.tsx";
import { numberPassportFile } from "../components/passport-file.ts";
import { PassportButton } from "../components/passport-footer.tsx";
import { PlainTable } from "../components/plain-table.tsx";
import { formatHalfWidth, formatMoment, formatShare, formatValue } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import type { Drafts } from "./use-drafts.ts";

/** What somebody wants to act on, with the numbers of that day. Plans grow from it. */
export function DraftsPanel({ drafts }: { readonly drafts: Drafts }) {
  const t = useTranslations("improvements");
  const names = useNames();
  const rows = drafts.list.data ?? [];
  return (
    <Panel labelledBy="improvements">
      <PanelHeader
        id="improvements"
        title={t("title")}
        beside={rows.length > 0 && <span className="text-12 text-ink-3">{rows.length}</span>}
      />
      {rows.length === 0 ? (
        <p className="px-4 pb-4 text-13 text-ink-2">{t(drafts.mayDraft ? "empty" : "emptyReader")}</p>
      ) : (
        <PlainTable
          caption={t("title")}
          rows={rows}
          rowKey={(draft) => draft.id}
          columns={[
            {
              key: "what",
              title: t("what"),
              cell: (draft) => (
                <>
                  {names.unit(draft.unit)} · {names.node(draft.evidence.node)}
                  {draft.phase && <span className="font-normal text-ink-3"> {names.phase(draft.phase)}</span>}
                </>
              ),
            },
            {
              key: "port",
              title: t("port"),
              cell: (draft) => (draft.evidence.node.port ? names.portShort(draft.evidence.node.port) : ""),
            },
            { key: "evidence", title: t("evidence"), cell: (draft) => <Evidence draft={draft} /> },
            { key: "note", title: t("note"), cell: (draft) => <Note draft={draft} drafts={drafts} /> },
            {
              key: "by",
              title: t("by"),
              wideOnly: true,
              cell: (draft) => (
                <span className="text-12 text-ink-3">
                  {draft.by} {formatMoment(draft.at)}
                </span>
              ),
            },
            {
              key: "remove",
              title: "",
              right: true,
              cell: (draft) =>
                drafts.mayDraft && (
                  <IconButton
                    label={t("removeName", { name: names.node(draft.evidence.node) })}
                    className="print:hidden"
                    onClick={() => drafts.remove(draft.id)}
                  >
                    <Icon of={X} />
                  </IconButton>
                ),
            },
          ]}
        />
      )}
    </Panel>
  );
}

function Evidence({ draft: { evidence, year, unit, phase } }: { readonly draft: DraftView }) {
  const t = useTranslations("improvements");
  const { reading, change, importance, node } = evidence;
  return (
    <span className="inline-flex flex-wrap items-baseline gap-x-2">
      <span>
        {year} <b>{formatValue(reading.value, node.unit)}</b>{" "}
        <span className="text-12 text-ink-3">{formatHalfWidth(reading.halfWidth, node.unit)}</span>
      </span>
      {change && <Change change={change} unit={node.unit} />}
      {importance && (
        <span className="text-12 text-ink-3">{t("weighs", { share: formatShare(importance.share) })}</span>
      )}
      <PassportButton
        view={evidence}
        file={numberPassportFile({ unit, phase, ...evidence, wave: evidence.passport.wave })}
        className="target-44 text-12 text-accent hover:underline print:hidden"
      />
    </span>
  );
}

function Note({ draft, drafts }: { readonly draft: DraftView; readonly drafts: Drafts }) {
  const t = useTranslations("improvements");
  const names = useNames();
  if (!drafts.mayDraft) return <span className="text-ink-2">{draft.note}</span>;
  return (
    <input
      key={draft.note}
      defaultValue={draft.note}
      maxLength={500}
      aria-label={t("noteFor", { name: names.node(draft.evidence.node) })}
      placeholder={t("notePlaceholder")}
      onBlur={({ target }) => {
        if (target.value.trim() !== draft.note) drafts.note(draft.id, target.value.trim());
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
      }}
      className="h-8 w-full min-w-40 rounded-ctl border border-line bg-surface px-2 text-13 placeholder:text-ink-3 hover:border-line-ctl max-md:h-11"
    />
  );
}
