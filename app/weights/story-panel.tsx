"use client";

import { useQuery } from "@tanstack/react-query";
import { memo, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import type { VersionStep } from "#server/versions/version-steps.ts";
import { ChoiceChip } from "../components/choice-chip.tsx";
import { FailureNotice } from "../components/failure-notice.tsx";
import { Panel, PanelHeader } from "../components/panel.tsx";
import { PassportButton } from "../components/passport-footer.tsx";
import { PlainTable } from "../components/plain-table.tsx";
import { formatDifference, formatHalfWidth, formatMoment, formatValue } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { useTRPC } from "../trpc/client.tsx";
import { flatUnits } from "../units/flat-units.ts";
import { useWorkbench } from "./workbench-context.tsx";

const Z95 = 1.96;

/** A run of changes by one person is one line, the last of them. */
function told(steps: readonly VersionStep[]): readonly VersionStep[] {
  return steps.filter(({ step, by }, at) => {
    const next = steps[at + 1];
    return !(step === "changed" && next?.step === "changed" && next.by === by);
  });
}

/** How a version came about. */
export const StoryPanel = memo(function StoryPanel() {
  const t = useTranslations("weights");
  const { view } = useWorkbench();
  return (
    <Panel labelledBy="story">
      <PanelHeader id="story" title={t("story")} />
      <ol className="border-t border-line px-4 py-2 text-13">
        {view.steps.length === 0 && <li className="text-ink-3">{t("storyShipped")}</li>}
        {told(view.steps).map((step) => (
          <li key={`${step.at} ${step.step}`} className="flex flex-wrap gap-x-2 py-0.5">
            <span className="text-ink-3">{formatMoment(step.at)}</span>
            <span>{t(`step_${step.step}`, { by: step.by ?? t("nobody") })}</span>
            {step.reason && <span className="text-ink-2">{t("quoted", { text: step.reason })}</span>}
          </li>
        ))}
      </ol>
    </Panel>
  );
});

/** What a published version did to the scores: each wave as published, and restated under it. `home` is the reader's own unit. */
export const ScoresPanel = memo(function ScoresPanel({ home }: { readonly home: number }) {
  const t = useTranslations("weights");
  const names = useNames();
  const [unit, setUnit] = useState(home);
  const trpc = useTRPC();
  const { view, setLooked } = useWorkbench();
  const { data, error, refetch } = useQuery(
    trpc.definitionDrafts.history.queryOptions({
      unit,
      node: view.definition.tree.id,
      version: view.version,
    }),
  );
  const tree = useQuery(trpc.organisation.tree.queryOptions({}, { staleTime: 300_000 }));
  const there = data !== undefined;
  useEffect(() => setLooked(there), [there, setLooked]);
  return (
    <Panel labelledBy="scores">
      <PanelHeader
        id="scores"
        title={t("scores")}
        beside={<span className="text-12 text-ink-3">{t("scoresNote")}</span>}
      >
        {data && <PassportButton view={data} />}
        {tree.data && (
          <ChoiceChip
            name={t("scope")}
            value={String(unit)}
            fallback={String(home)}
            choices={flatUnits(tree.data).map(({ unit: each, path }) => ({
              value: String(each.id),
              label: `${"\u2003".repeat(path.length)}${names.unit(each)}`,
            }))}
            onChoose={(value) => setUnit(Number(value))}
          />
        )}
      </PanelHeader>
      {data ? (
        <PlainTable
          caption={t("scores")}
          rows={data.points}
          rowKey={(point) => point.wave.id}
          columns={[
            { key: "wave", title: t("wave"), cell: (point) => point.wave.year },
            {
              key: "published",
              title: t("ofItsTime"),
              right: true,
              cell: ({ published, version }) =>
                `${formatValue(published.value, "points")} ${formatHalfWidth(published.halfWidth, "points")} · ${t("versionName", { version: version.version })}`,
            },
            {
              key: "restated",
              title: t("restatedUnder", { version: view.version }),
              right: true,
              cell: ({ restated, published }) =>
                restated === null ? (
                  formatValue(published.value, "points")
                ) : (
                  <>
                    {formatValue(restated.value, "points")}
                    <sup className="text-accent">{t("restatedMark")}</sup>{" "}
                    {formatHalfWidth(restated.halfWidth, "points")}
                  </>
                ),
            },
            {
              key: "link",
              title: t("link"),
              right: true,
              cell: ({ link }) =>
                link === null
                  ? "—"
                  : `${formatDifference(-link.difference, "points")} ${formatHalfWidth(Z95 * link.se, "points")}`,
            },
            {
              key: "kept",
              title: t("kept"),
              cell: ({ kept, holds }) => t(kept === null ? "notKept" : holds === false ? "differs" : "holds"),
            },
          ]}
        />
      ) : error ? (
        <div className="border-t border-line p-4">
          <FailureNotice error={error} onRetry={() => void refetch()} heading="h3" />
        </div>
      ) : (
        <p role="status" className="border-t border-line px-4 py-3 text-13 text-ink-3">
          {t("settling")}
        </p>
      )}
    </Panel>
  );
});
