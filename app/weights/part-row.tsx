"use client";

import { ChevronDown, ChevronRight } from "lucide-react";
import { memo, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { sumOfWeights } from "#analytics/balance-weights.ts";
import { type Part, partsOfNode, weightsOfNode } from "#analytics/edit-tree.ts";
import type { IndexNode } from "#analytics/index-definition.ts";
import { Icon } from "../components/glyph.tsx";
import { useNames } from "../language/use-names.ts";
import { LockButton } from "./lock-button.tsx";
import { PartMenu } from "./part-menu.tsx";
import { ProblemMark } from "./problem-mark.tsx";
import { SumCheck } from "./sum-check.tsx";
import { useScoringWords } from "./use-scoring-words.ts";
import { useTitles } from "./use-titles.ts";
import { useWeighing, weightsAt } from "./use-weighing.ts";
import { WeightField } from "./weight-field.tsx";
import { type Importance, WeightTrack } from "./weight-track.tsx";
import { useHand } from "./workbench-context.tsx";

/**
 * One part of an indicator: its weight as a number and as a thumb to drag, and what stands below it. Drawn again when its
 * own weight or something below it moves.
 */
export const PartRow = memo(function PartRow({
  parent,
  id,
  kind,
  weight,
  node,
  depth,
  importance,
}: {
  readonly parent: string;
  readonly id: string;
  readonly kind: Part["kind"];
  /** Of 10,000. */
  readonly weight: number;
  /** The indicator it is; undefined for an item or a measure. */
  readonly node: IndexNode | undefined;
  readonly depth: number;
  readonly importance: ReadonlyMap<string, Importance>;
}) {
  const t = useTranslations("weights");
  const names = useNames();
  const titles = useTitles();
  const scoring = useScoringWords();
  const { base, editable, items, measures } = useHand();
  const { weigh, rest } = useWeighing(parent);
  const [open, setOpen] = useState(false);
  const places = useMemo(() => [parent], [parent]);
  const name = titles.of(id);
  const port = node?.port ?? items[id]?.port ?? measures?.[id]?.port;
  const derived = importance.get(id);
  const label = t("weightOf", { name, where: titles.of(parent) });
  const was = weightsAt(base, parent)[id];
  return (
    <>
      <div className="grid min-h-[31px] grid-cols-[minmax(0,1fr)_auto] items-center gap-x-2 border-b border-line px-3 py-[3px] last:border-0 sm:grid-cols-[minmax(0,1fr)_56px_auto_minmax(104px,150px)_auto]">
        <span
          className={`flex min-w-0 items-center gap-1 text-13 max-sm:col-span-2 ${depth === 0 ? "pl-5" : node ? "pl-11" : "pl-7"}`}
        >
          {node ? (
            <button
              type="button"
              aria-expanded={open}
              aria-label={t(open ? "collapse" : "expand", { name })}
              onClick={() => setOpen(!open)}
              className="target-44 inline-grid size-5 shrink-0 place-items-center rounded-ctl text-ink-3 hover:bg-sunken"
            >
              <Icon of={open ? ChevronDown : ChevronRight} size={14} />
            </button>
          ) : (
            <span className="size-5 shrink-0" />
          )}
          <span className="min-w-0">
            {name}
            {kind !== "indicator" && <span className="block text-12 text-ink-3">{scoring(id)}</span>}
          </span>
          <ProblemMark id={id} />
          {node && open && <SumCheck sum={sumOfWeights(weightsOfNode(node))} />}
        </span>
        <span className="text-12 whitespace-nowrap text-ink-3 max-sm:hidden">
          {port ? names.portShort(port) : ""}
        </span>
        <span className="inline-flex items-center max-sm:pl-10">
          <WeightField
            label={label}
            weight={weight}
            was={was}
            disabled={!editable}
            onWeigh={(moved) => weigh(id, moved)}
            onRest={rest}
          />
          <LockButton places={places} id={id} name={name} />
          <span className="sm:hidden">
            <PartMenu id={id} kind={kind} name={name} />
          </span>
        </span>
        <WeightTrack
          label={t("dragOf", { name })}
          weight={weight}
          importance={derived}
          disabled={!editable}
          onWeigh={(moved) => weigh(id, moved)}
          onRest={rest}
        />
        <span className="flex items-center justify-end gap-1 text-12 text-ink-3 max-sm:hidden">
          <Verdict weight={weight} importance={derived} />
          <PartMenu id={id} kind={kind} name={name} />
        </span>
      </div>
      {node &&
        open &&
        partsOfNode(node).map((each) => (
          <PartRow
            key={each.id}
            parent={id}
            {...each}
            node={node.combine?.find((child) => child.id === each.id)}
            depth={depth + 1}
            importance={importance}
          />
        ))}
    </>
  );
});

/** Where a weight lies beside the interval of its importance. */
function Verdict({
  weight,
  importance,
}: {
  readonly weight: number;
  readonly importance: Importance | undefined;
}) {
  const t = useTranslations("weights");
  if (importance?.low == null || importance.high === null) return <span className="w-14" />;
  const share = weight / 10_000;
  const place = share < importance.low ? "below" : share > importance.high ? "above" : "inside";
  return (
    <span className={`w-14 text-right whitespace-nowrap ${place === "inside" ? "" : "text-neg"}`}>
      {t(place === "below" ? "belowInterval" : place === "above" ? "aboveInterval" : "inInterval")}
    </span>
  );
}
