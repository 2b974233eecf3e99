"use client";

import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import type { PastDraw } from "#server/waves/sample/sample-page.ts";
import type { StoredPlan } from "#server/waves/sample/sample-plan.ts";
import { Button } from "../../components/button.tsx";
import { classNames } from "../../components/class-names.ts";
import { TextField } from "../../components/text-field.tsx";
import { formatCount } from "../../format.ts";
import { useTRPC } from "../../trpc/client.tsx";
import { useWaveDeed } from "../use-wave-deed.ts";
import { useWaveWork } from "../work/use-wave-work.ts";
import { type PlanChoice, PlanFields, planOf, USUAL_DEVIATION } from "./plan-fields.tsx";
import { PlannedStrata } from "./planned-strata.tsx";

const QUIET_MS = 400;

function choiceOf(standing: PastDraw | undefined, takeAllBelow: number): PlanChoice {
  const { plan } = standing?.plan ?? { plan: { kind: "census", answers: 30 } as const };
  return {
    kind: plan.kind,
    answers: plan.kind === "margin" || plan.kind === "mean" ? 60 : plan.answers,
    points: plan.kind === "mean" ? plan.points : 5,
    deviation: standing?.plan.deviation ?? USUAL_DEVIATION,
    effect: standing?.plan.designEffect ?? 1,
    margin: plan.kind === "margin" ? plan.margin * 100 : 5,
    rate: plan.kind === "census" ? 35 : plan.rate * 100,
    takeAllBelow: standing?.plan.takeAllBelow ?? takeAllBelow,
    own: standing?.plan.own ?? [],
  };
}

/** The calculator of a sample: what a plan asks for, what it will show, and what it cannot; then the draw. */
export function PlanSample({
  waveId,
  owners,
  standing,
  takeAllBelow,
  onDrawn,
}: {
  readonly waveId: number;
  readonly owners: number;
  readonly standing: PastDraw | undefined;
  readonly takeAllBelow: number;
  readonly onDrawn: () => void;
}) {
  const t = useTranslations("wave");
  const trpc = useTRPC();
  const { refuse } = useWaveDeed();
  const { running, begun } = useWaveWork(waveId);
  const [choice, setChoice] = useState(() => choiceOf(standing, takeAllBelow));
  const [seed, setSeed] = useState(standing ? String(standing.seed) : "");
  const plan: StoredPlan | undefined = planOf(choice);
  const { mutate: ask, data: planned } = useMutation(trpc.waveSamples.plan.mutationOptions());
  const text = JSON.stringify(plan);
  useEffect(() => {
    if (text === undefined) return;
    const timer = setTimeout(() => ask({ id: waveId, plan: JSON.parse(text) as StoredPlan }), QUIET_MS);
    return () => clearTimeout(timer);
  }, [text, waveId, ask]);
  const draw = useMutation(
    trpc.waveSamples.draw.mutationOptions({
      onSuccess: (work) => {
        begun(work);
        onDrawn();
      },
      onError: refuse,
    }),
  );
  const seedSound = seed === "" || (/^\d{1,10}$/.test(seed) && Number(seed) <= 4_294_967_295);
  return (
    <div className="flex flex-col gap-3 border-t border-line pt-3">
      <PlanFields choice={choice} onChange={setChoice} />
      {planned && (
        <p
          className={classNames("text-14 transition-opacity", plan === undefined && "opacity-60")}
          aria-live="polite"
        >
          <b>
            {t("plannedFinding", {
              drawn: formatCount(planned.drawn),
              owners: formatCount(planned.owners),
              target: formatCount(planned.target),
            })}
          </b>{" "}
          {planned.askable < planned.drawn && (
            <span>{t("plannedAskable", { askable: formatCount(planned.askable) })} </span>
          )}
          {planned.askable < planned.target && <span className="text-danger">{t("plannedShort")} </span>}
          {planned.widestMargin !== null && planned.leastDetectable !== null && (
            <span className="text-ink-2">
              {t("plannedLimits", {
                margin: planned.widestMargin.toFixed(1),
                mean: planned.widestMean?.toFixed(1) ?? "",
                change: planned.leastDetectable.toFixed(1),
                whole: formatCount(planned.takenWhole),
              })}
            </span>
          )}
        </p>
      )}
      {planned && (
        <PlannedStrata
          strata={planned.strata}
          editable={choice.kind !== "census"}
          own={choice.own}
          onOwn={(own) => setChoice({ ...choice, own })}
        />
      )}
      <div className="flex flex-wrap items-end gap-3">
        <TextField
          label={t("seedLabel")}
          hint={t("seedHint")}
          inputMode="numeric"
          className="w-60"
          value={seed}
          error={seedSound ? undefined : t("seedWrong")}
          onChange={(event) => setSeed(event.target.value.trim())}
        />
        <span className="grow" />
        <Button
          kind="primary"
          disabled={plan === undefined || !seedSound || running || draw.isPending || owners === 0}
          onClick={() =>
            plan && draw.mutate({ id: waveId, plan, ...(seed === "" ? {} : { seed: Number(seed) }) })
          }
        >
          {t("draw")}
        </Button>
      </div>
    </div>
  );
}
