"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { TargetsView } from "#server/targets/list-entries.ts";
import { classNames } from "../components/class-names.ts";
import { useNames } from "../language/use-names.ts";
import { useTRPC } from "../trpc/client.tsx";
import { TargetCell } from "./target-cell.tsx";
import { TargetHint } from "./target-hint.tsx";
import { useEntryChanges } from "./use-entry-changes.ts";

const INDENT = ["", "", "pl-4", "pl-8"] as const;

/** Indicators × units: what each is to reach in the year. What is not set is taken over from the left. */
export function TargetTable({
  view,
  nodes,
  columns,
  editable,
}: {
  readonly view: TargetsView;
  readonly nodes: TargetsView["nodes"];
  /** The units shown, wider ones first; every unit stands before them. */
  readonly columns: TargetsView["units"];
  readonly editable: boolean;
}) {
  const t = useTranslations("targets");
  const names = useNames();
  const trpc = useTRPC();
  const changes = useEntryChanges();
  const set = useMutation(trpc.targets.set.mutationOptions(changes));
  const parents = new Map(view.units.map((unit, at) => [unit.id, parentOf(view.units, at)]));
  const entryOf = (node: string, unit: number | null) =>
    view.targets.find((entry) => entry.node === node && (entry.unit?.id ?? null) === unit);
  const targetOf = (node: string, unit: number | null) => entryOf(node, unit)?.versions[0]?.value ?? null;

  function inherited(node: string, unit: number | null): number | null {
    if (unit === null) return null;
    for (let above = parents.get(unit); above !== undefined; above = parents.get(above)) {
      const found = targetOf(node, above);
      if (found !== null) return found;
    }
    return targetOf(node, null);
  }

  return (
    <div className="scroll-quiet overflow-x-auto">
      <table className="w-full border-separate border-spacing-0 text-13">
        <caption className="sr-only">{t("caption", { year: String(view.year) })}</caption>
        <thead>
          <tr className="text-12 text-ink-3">
            <th
              scope="col"
              className="sticky left-0 z-10 border-b border-line-strong bg-surface py-2 pr-3 pl-4 text-left font-normal"
            >
              {t("indicator")}
            </th>
            {[null, ...columns].map((unit) => (
              <th
                key={unit?.id ?? 0}
                scope="col"
                className="border-b border-line-strong px-2 py-2 text-right font-normal whitespace-nowrap"
              >
                {unit === null ? t("everyUnit") : names.unit(unit)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {nodes.map((node) => (
            <tr key={node.id} className="[&>*]:border-b [&>*]:border-line">
              <th
                scope="row"
                className={classNames(
                  "sticky left-0 z-10 bg-surface py-1 pr-3 pl-4 text-left",
                  node.depth <= 1 ? "font-semibold" : "font-normal",
                )}
              >
                <span
                  className={classNames(
                    "block max-md:max-w-40 max-md:min-w-24",
                    INDENT[Math.min(node.depth, 3)],
                  )}
                >
                  {names.node(node)}
                  {node.unit === "percent" && <span className="text-ink-3"> %</span>}
                </span>
              </th>
              {[null, ...columns].map((unit) => {
                const id = unit?.id ?? null;
                const name = `${names.node(node)} · ${unit === null ? t("everyUnit") : names.unit(unit)}`;
                return (
                  <td key={id ?? 0} className="min-w-20 px-1 py-0.5 text-right first-of-type:min-w-24">
                    <TargetCell
                      own={targetOf(node.id, id)}
                      inherited={inherited(node.id, id)}
                      unit={node.unit}
                      range={node.range}
                      label={name}
                      editable={editable}
                      hint={(field, wrong) => (
                        <TargetHint {...{ field, wrong }} node={node.id} unit={id} year={view.year} />
                      )}
                      onSave={(value) =>
                        set.mutate({
                          node: node.id,
                          unit: id,
                          year: view.year,
                          value,
                          seen: entryOf(node.id, id)?.versions[0]?.version ?? 0,
                        })
                      }
                    />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The unit above, in a list where units follow the one they stand below. */
function parentOf(units: TargetsView["units"], at: number): number | undefined {
  const depth = units[at]?.depth ?? 0;
  return units.slice(0, at).findLast((other) => other.depth < depth)?.id;
}
