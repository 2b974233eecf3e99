"use client";

import { useTranslations } from "use-intl";
import type { Question } from "#surveys/question.ts";
import { WholeField } from "../components/whole-field.tsx";
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
          <WholeField
            label={t("atMost")}
            value={followUp.atMost}
            min={question.kind === "nps" ? 0 : 1}
            max={question.kind === "nps" ? 10 : 5}
            onChange={(atMost) => onPatch({ followUp: { ...followUp, atMost } })}
          />
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
