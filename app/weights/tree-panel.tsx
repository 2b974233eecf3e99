"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { nodesOf } from "#analytics/columns-of-definition.ts";
import { OWNER_PHASES, type OwnerPhase } from "#surveys/owner-phase.ts";
import { ChoiceChip } from "../components/choice-chip.tsx";
import { Panel, PanelHeader } from "../components/panel.tsx";
import { formatCount } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { useTRPC } from "../trpc/client.tsx";
import { draftProblems } from "./draft-problems.ts";
import { DraftProblems } from "./problem-mark.tsx";
import { TreeGroup } from "./tree-group.tsx";
import { useRested } from "./use-rested.ts";
import { useSame } from "./use-same.ts";
import type { Importance } from "./weight-track.tsx";
import { useWorkbench } from "./workbench-context.tsx";

/** The tree below level one: weights beside the importance that answers give them. */
export function TreePanel({ unit }: { readonly unit: number }) {
  const t = useTranslations("weights");
  const names = useNames();
  const trpc = useTRPC();
  const { view, definition, base, editable, balancing, setBalancing, looked } = useWorkbench();
  const [phase, setPhase] = useState<OwnerPhase>("O");
  const drivers = useQuery(
    trpc.why.drivers.queryOptions(
      { unit },
      { staleTime: 300_000, retry: false, enabled: looked && view.annual },
    ),
  );
  // deriving importance takes the server seconds, so it is asked for when the effect stands
  const model = drivers.data?.phases.find((each) => each.phase === phase);
  const families = useSame(
    nodesOf(definition.tree).map(({ combine }) => (combine ?? []).map(({ id }) => id)),
  );
  const importance = useMemo(() => {
    const shares = new Map(model?.drivers.map((driver) => [driver.node.id, driver]) ?? []);
    const found = new Map<string, Importance>();
    for (const family of families) {
      const own = family.flatMap((id) => shares.get(id) ?? []);
      const all = own.reduce((sum, { share }) => sum + share, 0);
      if (own.length < 2 || all <= 0) continue;
      for (const { node: of, share, low, high } of own)
        found.set(of.id, {
          share: share / all,
          low: low === null ? null : low / all,
          high: high === null ? null : high / all,
        });
    }
    return found;
  }, [model, families]);
  const rested = useRested(definition);
  const problems = useMemo(() => draftProblems(base, rested), [base, rested]);
  const branches = definition.tree.combine ?? [definition.tree];
  return (
    <Panel labelledBy="level-two">
      <PanelHeader
        id="level-two"
        title={t("levelTwo")}
        beside={<span className="text-12 text-ink-3">{t("levelTwoNote")}</span>}
      >
        {editable && (
          <label className="inline-flex items-center gap-1.5 text-13 text-ink-2 print:hidden">
            <input
              type="checkbox"
              checked={balancing}
              onChange={(event) => setBalancing(event.target.checked)}
              className="size-4 accent-accent pointer-coarse:size-6"
            />
            {t("balancing")}
          </label>
        )}
        <ChoiceChip
          name={t("importance")}
          value={phase}
          choices={OWNER_PHASES.map((each) => ({ value: each, label: names.phase(each) }))}
          onChoose={(value) => setPhase(OWNER_PHASES.find((each) => each === value) ?? "O")}
        />
      </PanelHeader>
      <div className="flex items-center gap-x-4 gap-y-1 border-b border-line px-4 pb-2 text-12 text-ink-3 max-sm:flex-wrap">
        <span className="inline-flex items-center gap-1.5">
          <i aria-hidden="true" className="inline-block h-3.5 w-1.5 rounded-[2px] bg-accent" />
          {t("legendWeight")}
        </span>
        <span className="inline-flex items-center gap-1.5">
          <svg width="24" height="10" aria-hidden="true">
            <line x1="0" x2="24" y1="5" y2="5" stroke="var(--ref)" strokeWidth="2" />
            <circle cx="12" cy="5" r="4" fill="var(--surface)" stroke="var(--ref)" strokeWidth="1.5" />
          </svg>
          {t("legendImportance")}
        </span>
      </div>
      <DraftProblems value={problems}>
        {branches.map((branch) => (
          <TreeGroup key={branch.id} node={branch} importance={importance} />
        ))}
      </DraftProblems>
      <p className="px-4 py-2 text-12 text-ink-3">
        {model === undefined || model.drivers.length === 0
          ? t(drivers.isPending && view.annual ? "importancePending" : "importanceNone", {
              phase: names.phase(phase),
            })
          : t("importanceNote", { n: formatCount(model.n), phase: names.phase(phase) })}
        {model?.verdict === "overlapping" && model.drivers.length > 0 && ` ${t("importanceOverlap")}`}
      </p>
    </Panel>
  );
}
