"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { WAVE_NOTE_LABELS } from "#surveys/wave-note.ts";
import { Button } from "../../components/button.tsx";
import { Panel, PanelHeader } from "../../components/panel.tsx";
import { formatMoment } from "../../format.ts";
import { useNames } from "../../language/use-names.ts";
import { MethodNoteDialog } from "./method-note-dialog.tsx";
import { NOTE_HINTS } from "./note-hints.ts";
import type { ShownMethod } from "./shown-method.ts";

/** What only people know about how a wave was asked; those who run it write it down here. */
export function MethodNotes({
  view: { wave, notes },
  manages,
}: {
  readonly view: ShownMethod;
  readonly manages: boolean;
}) {
  const t = useTranslations("method");
  const names = useNames();
  const [opened, setOpened] = useState<ShownMethod["notes"][number]>();
  const published = wave.state === "published";
  return (
    <Panel labelledBy="method-notes">
      <PanelHeader
        id="method-notes"
        title={t("notes")}
        beside={
          manages && (
            <span className="text-12 text-ink-3 print:hidden">
              {t(published ? "notesPublished" : "notesHint")}
            </span>
          )
        }
      />
      <dl className="px-4 pb-3 text-13">
        {notes.map((each) => (
          <div key={each.note} className="border-b border-line py-2 last:border-0">
            <dt className="flex flex-wrap items-center justify-between gap-2 text-ink-3">
              {names.text(WAVE_NOTE_LABELS[each.note])}
              {manages && (
                <Button
                  size="small"
                  kind="quiet"
                  aria-label={`${t(published ? "addSupplement" : "writeNote")} · ${names.text(WAVE_NOTE_LABELS[each.note])}`}
                  onClick={() => setOpened(each)}
                >
                  {t(published ? "addSupplement" : "writeNote")}
                </Button>
              )}
            </dt>
            <dd className="mt-0.5 [overflow-wrap:anywhere]">
              {each.text ? (
                <p className="whitespace-pre-line">{names.text(each.text)}</p>
              ) : (
                <p className="text-ink-3">
                  {t("notStated")}
                  {manages && !published && (
                    <span className="print:hidden"> · {t(NOTE_HINTS[each.note])}</span>
                  )}
                </p>
              )}
              {each.supplements.map((supplement) => (
                <p
                  key={supplement.at}
                  className="mt-1 border-l-2 border-line-strong pl-2 whitespace-pre-line"
                >
                  <span className="text-12 text-ink-3">
                    {t("supplementOf", { time: formatMoment(supplement.at) })}
                  </span>
                  <br />
                  {names.text(supplement)}
                </p>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      {opened && (
        <MethodNoteDialog
          wave={wave.id}
          note={opened}
          published={published}
          onClose={() => setOpened(undefined)}
        />
      )}
    </Panel>
  );
}
