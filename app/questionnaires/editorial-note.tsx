"use client";

import { Unlink } from "lucide-react";
import { useTranslations } from "use-intl";
import { isNewItem, mayBeEditorial } from "#surveys/item-change.ts";
import type { Question } from "#surveys/question.ts";
import { Icon } from "../components/glyph.tsx";
import { Tick } from "./tick.tsx";

/** What a change does to the trend of the item, and, where only words were touched, the way to say that it does nothing. */
export function EditorialNote({
  before,
  question,
  reason,
  onReason,
}: {
  readonly before: Question | undefined;
  readonly question: Question;
  readonly reason: string | undefined;
  readonly onReason: (reason: string | undefined) => void;
}) {
  const t = useTranslations("studio");
  if (before === undefined || !isNewItem(before, question)) return null;
  const isEditorial = reason !== undefined;
  return (
    <div className="rounded-ctl border border-line bg-sunken px-3 py-2 text-13">
      <p className="flex gap-2">
        <Icon of={Unlink} className="mt-0.5" />
        {isEditorial ? t("breakAvoided") : t("breakComes", { version: question.itemVersion })}
      </p>
      {mayBeEditorial(before, question) ? (
        <>
          <Tick checked={isEditorial} onChange={(on) => onReason(on ? "" : undefined)}>
            {t("editorialOnly")}
          </Tick>
          {isEditorial && (
            <label className="mt-1 block text-12 text-ink-2">
              {t("editorialReason")}
              <input
                value={reason}
                maxLength={500}
                onChange={(event) => onReason(event.target.value)}
                className="mt-0.5 h-9 w-full rounded-ctl border border-line-ctl bg-surface px-2.5 text-14 text-ink"
              />
              {reason.trim() === "" && <span className="text-neg">{t("editorialNeedsReason")}</span>}
            </label>
          )}
        </>
      ) : (
        <p className="mt-1 text-12 text-ink-2">{t("notEditorial")}</p>
      )}
    </div>
  );
}
