"use client";

import { useTranslations } from "use-intl";
import { Panel, PanelHeader } from "../../components/panel.tsx";
import { formatMoment, NOTHING } from "../../format.ts";
import { MethodFact } from "./method-fact.tsx";
import type { ShownMethod } from "./shown-method.ts";

/** The fingerprints by which anybody can find out that these are the data, the frame, the sample and the rule. */
export function MethodTraces({ view }: { readonly view: ShownMethod }) {
  const t = useTranslations("method");
  const { data, definition, frame, sample, questionnaire } = view;
  const traces = [
    ["dataHash", data.hash],
    ["frameHash", frame.built?.hash],
    ["sampleHash", sample?.hash],
    ["questionnaireHash", questionnaire.hash],
    ["ruleHash", `${definition.id}@${definition.version} ${definition.hash}`],
  ] as const;
  return (
    <Panel labelledBy="method-traces">
      <PanelHeader
        id="method-traces"
        title={t("traces")}
        beside={
          data.closedAt && (
            <span className="text-12 text-ink-3">{t("closedAt", { time: formatMoment(data.closedAt) })}</span>
          )
        }
      />
      <dl className="px-4 pb-3 text-13">
        {traces.map(([name, hash]) => (
          <MethodFact key={name} name={t(name)}>
            <code className="font-mono text-12 [overflow-wrap:anywhere]">{hash ?? NOTHING}</code>
          </MethodFact>
        ))}
        <MethodFact name={t("snapshot")}>
          <span className="[overflow-wrap:anywhere]">{data.version}</span>
        </MethodFact>
      </dl>
    </Panel>
  );
}
