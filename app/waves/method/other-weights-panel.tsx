"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { FurtherMargin } from "#server/waves/method/other-weights.ts";
import type { AgeCut } from "#surveys/tenure.ts";
import { FailureNotice } from "../../components/failure-notice.tsx";
import { Panel, PanelHeader } from "../../components/panel.tsx";
import { Bone } from "../../components/skeleton.tsx";
import { SwitchBar } from "../../components/switch-bar.tsx";
import { useTRPC } from "../../trpc/client.tsx";
import { marginWord } from "./margin-word.ts";
import { OtherWeightsTables } from "./other-weights-tables.tsx";

const CHOICES = {
  none: [],
  product_type: ["product_type"],
  batch: ["batch"],
  both: ["product_type", "batch"],
} as const satisfies Record<string, readonly FurtherMargin[]>;
type Choice = keyof typeof CHOICES;

/** How the numbers would stand if answers were weighted by more than project and phase; asked for, never shown by itself. */
export function OtherWeightsPanel({ wave, ageBy }: { readonly wave: number; readonly ageBy: AgeCut }) {
  const t = useTranslations("method");
  const trpc = useTRPC();
  const [choice, setChoice] = useState<Choice>("none");
  const by = CHOICES[choice];
  const { data, error, refetch } = useQuery(
    trpc.waveClosings.otherWeights.queryOptions({ id: wave, by: [...by] }, { enabled: by.length > 0 }),
  );
  return (
    <Panel labelledBy="other-weights" className="mb-3 print:hidden">
      <PanelHeader
        id="other-weights"
        title={t("otherWeights")}
        beside={<span className="text-12 text-ink-3">{t("otherWeightsNote")}</span>}
      >
        <SwitchBar
          label={t("marginsToUse")}
          value={choice}
          choices={(Object.keys(CHOICES) as Choice[]).map((value) => ({
            value,
            label: value === "none" ? t("noMargins") : t(marginWord(value, ageBy)),
          }))}
          onChoose={setChoice}
        />
      </PanelHeader>
      {choice === "none" ? (
        <p className="px-4 pb-3 text-13 text-ink-2">{t("marginsHint")}</p>
      ) : error && !data ? (
        <FailureNotice heading="h3" error={error} onRetry={refetch} />
      ) : !data ? (
        <Bone className="m-4 h-40" />
      ) : (
        <OtherWeightsTables view={data} />
      )}
    </Panel>
  );
}
