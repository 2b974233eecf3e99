"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "use-intl";
import type { WaveFacts } from "#server/waves/wave-facts.ts";
import { formatDay } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { useMe } from "../shell/me-context.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { PlanDraft } from "./draft/plan-draft.tsx";
import { AskExclusion } from "./frame/ask-exclusion.tsx";
import { PlanFacts } from "./plan-facts.tsx";
import { ProblemList } from "./problem-list.tsx";
import { WaveSteps } from "./wave-steps.tsx";

/** The day a wave's state is about. */
function dayOf(wave: WaveFacts): string {
  if (wave.state === "draft") return wave.cutoffOn;
  return wave.state === "locked" ? wave.opensOn : wave.closesOn;
}

/** The home of a wave: its plan and how it came to where it stands. */
export function PlanScreen({ id }: { readonly id: number }) {
  const t = useTranslations("wave");
  const language = useLocale();
  const names = useNames();
  const trpc = useTRPC();
  const me = useMe();
  const { data } = useQuery(trpc.waves.one.queryOptions({ id }));
  const isDraft = data?.mayManage === true && data.wave.state === "draft";
  const draft = useQuery({ ...trpc.waveDrafts.one.queryOptions({ id }), enabled: isDraft });
  // the frame around the pages shows the wait and the failure
  if (!data) return null;
  const { wave, steps, mayManage, cautions } = data;
  // those who run the wave ask on its page of homes, where they also decide
  const mayAsk = !mayManage && me.viewingAs === null && wave.state === "field" && wave.origin === "system";
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <h1 className="grow text-20 font-semibold">
          {t(`finding_${wave.state}`, { name: names.wave(wave), day: formatDay(dayOf(wave), language) })}
        </h1>
        {mayAsk && <AskExclusion waveId={id} />}
      </div>
      <ProblemList problems={cautions} title={t("cautions")} />
      {isDraft && draft.data ? <PlanDraft id={id} page={draft.data} /> : <PlanFacts page={data} />}
      {mayManage && steps.length > 0 && <WaveSteps steps={steps} />}
    </>
  );
}
