"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { sumOfWeights, type Weights, WHOLE } from "#analytics/balance-weights.ts";
import { partsOfNode, setWeights, weightsOfNode } from "#analytics/edit-tree.ts";
import { OWNER_PHASES, type OwnerPhase } from "#surveys/owner-phase.ts";
import { Panel, PanelHeader } from "../components/panel.tsx";
import { PhasePips } from "../components/phase-pips.tsx";
import { ScrollBox } from "../components/scroll-box.tsx";
import { useNames } from "../language/use-names.ts";
import { IndicatorDialog } from "./indicator-dialogs.tsx";
import { LockButton } from "./lock-button.tsx";
import { SumCheck } from "./sum-check.tsx";
import { useTitles } from "./use-titles.ts";
import { useWeighing } from "./use-weighing.ts";
import { percentOf, WeightField } from "./weight-field.tsx";
import { useWorkbench } from "./workbench-context.tsx";

/** Level-one weights: of everybody together, and of each phase where it stands alone. */
export function PhaseMatrix() {
  const t = useTranslations("weights");
  const { definition, base, editable, edit } = useWorkbench();
  const titles = useTitles();
  const parts = partsOfNode(definition.tree);
  const same =
    JSON.stringify([base.phaseWeights, weightsOfNode(base.tree)]) ===
    JSON.stringify([definition.phaseWeights, weightsOfNode(definition.tree)]);
  const restore = () =>
    edit((from) => ({
      ...setWeights(from, from.tree.id, weightsOfNode(base.tree)),
      phaseWeights: base.phaseWeights,
    }));
  const phases = OWNER_PHASES.filter((phase) => definition.phaseWeights?.[phase] !== undefined);
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
            className="target-44 text-13 text-accent underline-offset-2 hover:underline"
          >
            {t("restore")}
          </button>
        )}
        {editable && definition.tree.items === undefined && (
          <button
            type="button"
            onClick={() => setAdding(true)}
            className="target-44 text-13 text-accent underline-offset-2 hover:underline"
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
              {parts.map(({ id }) => (
                <th key={id} scope="col" className="max-w-28">
                  <span className="flex items-center">
                    {titles.short(id)}
                    <LockButton places={[definition.tree.id, ...phases]} id={id} name={titles.of(id)} />
                  </span>
                </th>
              ))}
              <th scope="col" className="whitespace-nowrap">
                {t("sum")}
              </th>
              <th scope="col" className="pr-3! text-right!">
                {t("phaseShare")}
              </th>
            </tr>
          </thead>
          <tbody>
            <Row place={definition.tree.id} />
            {phases.map((phase) => (
              <Row key={phase} place={phase} phase={phase} />
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </Panel>
  );
}

function Row({ place, phase }: { readonly place: string; readonly phase?: OwnerPhase }) {
  const t = useTranslations("weights");
  const names = useNames();
  const titles = useTitles();
  const { definition, base, editable, phase: shown } = useWorkbench();
  const { weigh, rest } = useWeighing(place, phase);
  const parts = partsOfNode(definition.tree);
  const rowOf = (of: typeof definition): Weights =>
    (phase === undefined ? weightsOfNode(of.tree) : of.phaseWeights?.[phase]) ?? {};
  const [weights, before] = [rowOf(definition), rowOf(base)];
  const name = phase === undefined ? t("everybody") : names.phase(phase);
  const { standard } = definition;
  const all = Object.values(standard ?? {}).reduce((sum, each) => sum + each, 0);
  const asked = (id: string) =>
    phase === undefined || (weights[id] ?? 0) > 0 || (before[id] ?? 0) > 0 || editable;
  return (
    <tr
      className={`border-b border-line last:border-0 [&>td]:px-1 [&>td]:py-[3px] ${shown === phase ? "bg-accent-soft/40" : ""}`}
    >
      <th scope="row" className="py-[3px] pl-3 text-left font-normal whitespace-nowrap">
        {phase && (
          <span className="mr-1.5">
            <PhasePips phase={phase} />
          </span>
        )}
        {name}
      </th>
      {parts.map(({ id }) => (
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
      <td className="pr-3! text-right text-ink-3">
        {phase === undefined || all === 0
          ? ""
          : `${percentOf(Math.round(((standard?.[phase] ?? 0) / all) * WHOLE))}`}
      </td>
    </tr>
  );
}
