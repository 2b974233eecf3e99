"use client";

import { useTranslations } from "use-intl";
import type { Question } from "#surveys/question.ts";
import type { ItemPatch } from "./change-item.ts";
import { TextPair } from "./text-pair.tsx";
import { Tick } from "./tick.tsx";

/** The box a low mark opens. */
export function FollowUpEditor({
  question,
  onPatch,
}: {
  readonly question: Question;
  readonly onPatch: (patch: ItemPatch) => void;
}) {
  const t = useTranslations("studio");
  const { followUp } = question;
  return (
    <div className="flex flex-col gap-2">
      <Tick
        checked={followUp !== undefined}
        onChange={(on) => onPatch({ followUp: on ? { atMost: 2, prompt: { zh: "", en: "" } } : undefined })}
      >
        {t("askWhy")}
      </Tick>
      {followUp && (
        <>
          <label className="inline-flex items-center gap-2 text-13">
            {t("atMost")}
            <input
              type="number"
              min={question.kind === "nps" ? 0 : 1}
              max={question.kind === "nps" ? 10 : 5}
              value={followUp.atMost}
              onChange={(event) =>
                onPatch({ followUp: { ...followUp, atMost: Math.round(Number(event.target.value)) } })
              }
              className="h-8 w-16 rounded-ctl border border-line-ctl bg-surface px-2"
            />
          </label>
          <TextPair
            label={t("followUp")}
            value={followUp.prompt}
            onChange={(prompt) => onPatch({ followUp: { ...followUp, prompt } })}
          />
        </>
      )}
    </div>
  );
}
