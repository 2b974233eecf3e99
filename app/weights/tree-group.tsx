"use client";

import { ChevronDown, ChevronRight } from "lucide-react";
import { memo, useState } from "react";
import { useTranslations } from "use-intl";
import { sumOfWeights } from "#analytics/balance-weights.ts";
import { partsOfNode, weightsOfNode } from "#analytics/edit-tree.ts";
import type { IndexNode } from "#analytics/index-definition.ts";
import { Icon } from "../components/glyph.tsx";
import { PartMenu } from "./part-menu.tsx";
import { PartRow } from "./part-row.tsx";
import { ProblemMark } from "./problem-mark.tsx";
import { SumCheck } from "./sum-check.tsx";
import { useTitles } from "./use-titles.ts";
import type { Importance } from "./weight-track.tsx";

/** A level-one indicator with what it is made of. Drawn again when something inside it moves. */
export const TreeGroup = memo(function TreeGroup({
  node,
  importance,
}: {
  readonly node: IndexNode;
  readonly importance: ReadonlyMap<string, Importance>;
}) {
  const t = useTranslations("weights");
  const titles = useTitles();
  const { id } = node;
  const [open, setOpen] = useState(id !== "OUT");
  const parts = partsOfNode(node);
  const name = titles.of(id);
  return (
    <section aria-label={name} className="border-b border-line last:border-0">
      <div className="flex min-h-9 items-center gap-1.5 px-3">
        <button
          type="button"
          aria-expanded={open}
          aria-label={t(open ? "collapse" : "expand", { name })}
          onClick={() => setOpen(!open)}
          className="target-44 inline-grid size-6 place-items-center rounded-ctl hover:bg-sunken"
        >
          <Icon of={open ? ChevronDown : ChevronRight} />
        </button>
        <h3 className="min-w-0 text-14 font-semibold sm:whitespace-nowrap">{name}</h3>
        <SumCheck sum={sumOfWeights(weightsOfNode(node))} />
        <ProblemMark id={id} />
        {!open && (
          <span className="min-w-0 truncate pl-2 text-12 text-ink-3">
            {parts.map((part) => `${titles.of(part.id)} ${part.weight / 100}`).join(" · ")}
          </span>
        )}
        <span className="grow" />
        <PartMenu id={id} kind="indicator" name={name} />
      </div>
      {open && (
        <div className="border-t border-line">
          {parts.map((part) => (
            <PartRow
              key={part.id}
              parent={id}
              {...part}
              node={node.combine?.find((child) => child.id === part.id)}
              depth={0}
              importance={importance}
            />
          ))}
          {parts.length === 0 && <p className="px-12 py-2 text-13 text-danger">{t("emptyNode")}</p>}
        </div>
      )}
    </section>
  );
});
