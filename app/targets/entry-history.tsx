"use client";

import { useTranslations } from "use-intl";
import type { TargetsView } from "#server/targets/list-entries.ts";
import { Panel, PanelHeader } from "../components/panel.tsx";
import { formatMoment, formatValue } from "../format.ts";
import { useNames } from "../language/use-names.ts";

const MOST = 30;

/** What was changed of the year's targets, newest first: from what to what, by whom. */
export function EntryHistory({ view }: { readonly view: TargetsView }) {
  const t = useTranslations("targets");
  const names = useNames();
  const steps = view.targets
    .flatMap(({ node, unit, versions }) =>
      versions.map((version, at) => ({ node, unit, version, before: versions[at + 1]?.value ?? null })),
    )
    .toSorted((a, b) => (a.version.at < b.version.at ? 1 : a.version.at > b.version.at ? -1 : 0));
  if (steps.length === 0) return null;
  return (
    <Panel labelledBy="target-history">
      <PanelHeader id="target-history" title={t("history", { year: String(view.year) })} />
      <ol className="px-4 pb-3 text-13">
        {steps.slice(0, MOST).map(({ node, unit, version, before }) => {
          const of = view.nodes.find(({ id }) => id === node);
          const shown = (value: number | null) =>
            value === null ? t("none") : formatValue(value, of?.unit ?? "points");
          return (
            <li
              key={`${node}|${unit?.id ?? ""}|${version.version}`}
              className="flex flex-wrap gap-x-2 border-b border-line py-1.5 last:border-0"
            >
              <span>
                {of ? names.node(of) : node} · {unit ? names.unit(unit) : t("everyUnit")}
              </span>
              <b>
                {shown(before)} → {shown(version.value)}
              </b>
              <span className="text-ink-2">{version.note}</span>
              <span className="grow" />
              <span className="text-12 text-ink-3">
                {t("by", { name: version.by ?? t("system"), time: formatMoment(version.at) })}
              </span>
            </li>
          );
        })}
      </ol>
      {steps.length > MOST && (
        <p className="px-4 pb-3 text-12 text-ink-3">{t("historyMore", { count: steps.length - MOST })}</p>
      )}
    </Panel>
  );
}
