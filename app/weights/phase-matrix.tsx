"use client";

import { X } from "lucide-react";
import { memo, useState } from "react";
import { useTranslations } from "use-intl";
import { sumOfWeights, type Weights, WHOLE } from "#analytics/balance-weights.ts";
import { dropPhaseWeights, startPhaseWeights } from "#analytics/edit-rules.ts";
import { partsOfNode, setWeights, weightsOfNode } from "#analytics/edit-tree.ts";
import type { IndexDefinition } from "#analytics/index-definition.ts";
import { OWNER_PHASES, type OwnerPhase } from "#surveys/owner-phase.ts";
import { Icon } from "../components/glyph.tsx";
import { Panel, PanelHeader } from "../components/panel.tsx";
import { PhasePips } from "../components/phase-pips.tsx";
import { ScrollBox } from "../components/scroll-box.tsx";
import { useNames } from "../language/use-names.ts";
import { IndicatorDialog } from "./indicator-dialogs.tsx";
import { LockButton } from "./lock-button.tsx";
import { SumCheck } from "./sum-check.tsx";
import { useSame } from "./use-same.ts";
import { useTitles } from "./use-titles.ts";
import { useWeighing } from "./use-weighing.ts";
import { percentOf, WeightField } from "./weight-field.tsx";
import { useHand, useWorkbench } from "./workbench-context.tsx";

/** Level-one weights: of everybody together, and of each phase where it stands alone. */
export function PhaseMatrix() {
  const t = useTranslations("weights");
  const { definition, base, editable, edit, phase: shown } = useWorkbench();
  const titles = useTitles();
  const whole = useSame(weightsOfNode(definition.tree));
  const ids = useSame(partsOfNode(definition.tree).map(({ id }) => id));
  const same =
    JSON.stringify([base.phaseWeights, weightsOfNode(base.tree)]) ===
    JSON.stringify([definition.phaseWeights, weightsOfNode(definition.tree)]);
  const restore = () =>
    edit((from) => ({
      ...setWeights(from, from.tree.id, weightsOfNode(base.tree)),
      phaseWeights: base.phaseWeights,
    }));
  const phases = OWNER_PHASES.filter((phase) => definition.phaseWeights?.[phase] !== undefined);
  const places = useSame([definition.tree.id, ...phases]);
  const [adding, setAdding] = useState(false);
  return (
    <Panel labelledBy="level-one">
      <PanelHeader
        id="level-one"
        title={t("levelOne")}
        beside={<span className="text-12 text-ink-3">{t("levelOneNote")}</span>}
      >
        {editable && !same && (
          <button
            type="button"
            onClick={restore}
            className="target-44 text-13 text-accent underline-offset-2 hover:underline print:hidden"
          >
            {t("restore")}
          </button>
        )}
        {editable && definition.tree.items === undefined && (
          <button
            type="button"
            onClick={() => setAdding(true)}
            className="target-44 text-13 text-accent underline-offset-2 hover:underline print:hidden"
          >
            {t("addIndicator")}
          </button>
        )}
        {adding && <IndicatorDialog parent={definition.tree.id} onClose={() => setAdding(false)} />}
      </PanelHeader>
      <ScrollBox label={t("levelOne")}>
        <table className="w-full border-collapse text-13">
          <thead>
            <tr className="border-b border-line text-12 text-ink-3 [&>th]:h-8 [&>th]:px-1 [&>th]:text-left [&>th]:font-normal">
              <th scope="col" className="pl-3!">
                <span className="sr-only">{t("phase")}</span>
              </th>
              {ids.map((id) => (
                <th key={id} scope="col" className="max-w-28">
                  <span className="flex items-center">
                    {titles.short(id)}
                    <LockButton places={places} id={id} name={titles.of(id)} />
                  </span>
                </th>
              ))}
              <th scope="col" className="whitespace-nowrap">
                {t("sum")}
              </th>
              <th scope="col" className="pr-3! text-right!">
                {t("phaseShare")}
              </th>
              <td />
            </tr>
          </thead>
          <tbody>
            <Row place={definition.tree.id} ids={ids} weights={whole} shown={shown === undefined} />
            {phases.map((phase) => (
              <Row
                key={phase}
                place={phase}
                phase={phase}
                ids={ids}
                weights={definition.phaseWeights?.[phase] ?? NONE}
                share={shareOf(definition.standard, phase)}
                shown={shown === phase}
              />
            ))}
          </tbody>
        </table>
      </ScrollBox>
      {editable && <OwnWeights phases={OWNER_PHASES.filter((phase) => !phases.includes(phase))} />}
    </Panel>
  );
}

const NONE: Weights = {};

/** Phases that are weighed as everybody is, each with the way to weights of its own. */
function OwnWeights({ phases }: { readonly phases: readonly OwnerPhase[] }) {
  const t = useTranslations("weights");
  const names = useNames();
  const { edit } = useHand();
  if (phases.length === 0) return null;
  return (
    <p className="flex flex-wrap items-center gap-x-3 border-t border-line px-3 py-1.5 text-13 print:hidden">
      <span className="text-12 text-ink-3">{t("ownWeights")}</span>
      {phases.map((phase) => (
        <button
          key={phase}
          type="button"
          aria-label={t("ownWeightsFor", { phase: names.phase(phase) })}
          onClick={() => edit((from) => startPhaseWeights(from, phase))}
          className="target-44 text-accent underline-offset-2 hover:underline"
        >
          {names.phase(phase)}
        </button>
      ))}
    </p>
  );
}

/** A phase's part of the standard population, of 10,000; undefined where there is none. */
function shareOf(standard: IndexDefinition["standard"], phase: OwnerPhase): number | undefined {
  const all = Object.values(standard ?? {}).reduce((sum, each) => sum + each, 0);
  return all === 0 ? undefined : Math.round(((standard?.[phase] ?? 0) / all) * WHOLE);
}

/** A row of weights. Drawn again when one of them moves, or another phase is looked at. */
const Row = memo(function Row({
  place,
  phase,
  ids,
  weights,
  share,
  shown,
}: {
  readonly place: string;
  readonly phase?: OwnerPhase;
  readonly ids: readonly string[];
  readonly weights: Weights;
  readonly share?: number | undefined;
  /** Whether the effect is shown for it. */
  readonly shown: boolean;
}) {
  const t = useTranslations("weights");
  const names = useNames();
  const titles = useTitles();
  const { base, editable, edit } = useHand();
  const { weigh, rest } = useWeighing(place, phase);
  const before = (phase === undefined ? weightsOfNode(base.tree) : base.phaseWeights?.[phase]) ?? NONE;
  const name = phase === undefined ? t("everybody") : names.phase(phase);
  const asked = (id: string) =>
    phase === undefined || (weights[id] ?? 0) > 0 || (before[id] ?? 0) > 0 || editable;
  return (
    <tr
      className={`border-b border-line last:border-0 [&>td]:px-1 [&>td]:py-[3px] ${shown ? "bg-accent-soft/40" : ""}`}
    >
      <th scope="row" className="py-[3px] pl-3 text-left font-normal whitespace-nowrap">
        {phase && (
          <span className="mr-1.5">
            <PhasePips phase={phase} />
          </span>
        )}
        {name}
      </th>
      {ids.map((id) => (
        <td key={id}>
          {asked(id) ? (
            <WeightField
              label={t("weightOf", { name: titles.of(id), where: name })}
              weight={weights[id] ?? 0}
              was={before[id]}
              disabled={!editable}
              onWeigh={(weight) => weigh(id, weight)}
              onRest={rest}
            />
          ) : (
            <span className="text-ink-3">{t("notAsked")}</span>
          )}
        </td>
      ))}
      <td>
        <SumCheck sum={sumOfWeights(weights)} />
      </td>
      <td className="pr-3! text-right text-ink-3">{share === undefined ? "" : percentOf(share)}</td>
      <td className="pr-3! text-right">
        {phase && editable && (
          <button
            type="button"
            aria-label={t("sameWeightsFor", { phase: name })}
            title={t("sameWeights")}
            onClick={() => edit((from) => dropPhaseWeights(from, phase))}
            className="target-44 inline-grid size-6 place-items-center align-middle text-ink-3 hover:text-accent print:hidden"
          >
            <Icon of={X} size={14} />
          </button>
        )}
      </td>
    </tr>
  );
});
