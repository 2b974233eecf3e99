"use client";

import { ChevronDown, ChevronRight } from "lucide-react";
import { useTranslations } from "use-intl";
import type { HeatCell, HeatView } from "#server/indicators/views.ts";
import { centredScale } from "../charts/centred-scale.ts";
import { IntervalBar } from "../charts/interval-bar.tsx";
import { Change } from "../components/change.tsx";
import { ChoiceChip } from "../components/choice-chip.tsx";
import { classNames } from "../components/class-names.ts";
import { CountBadge } from "../components/count-badge.tsx";
import { Arrow, Icon } from "../components/glyph.tsx";
import { formatHalfWidth } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import type { HeatMeasure } from "../selection/selection.ts";
import { useSelected } from "../selection/selection-context.tsx";
import { GradeTag } from "../waves/quality/quality-badge.tsx";
import type { ArrangedColumn, ArrangedHeat, ArrangedRow } from "./arrange-heat.ts";
import { cellKey } from "./heat-keys.ts";
import { printed, shownMove, shownStep } from "./heat-shown.ts";

/** The heat table on a phone: one unit at a time, each indicator a line that opens its detail. */
export function HeatList({
  view,
  arranged,
  measure,
  onOpen,
  onToggle,
}: {
  readonly view: HeatView;
  readonly arranged: ArrangedHeat;
  readonly measure: HeatMeasure;
  readonly onOpen: (cell: string, byKeyboard: boolean) => void;
  readonly onToggle: (node: string) => void;
}) {
  const t = useTranslations("indicators");
  const names = useNames();
  const choices = arranged.columns.filter(({ column }) => column.role !== "reference");
  const [{ at }, select] = useSelected("at");
  const column =
    choices.find(({ key }) => key === at) ??
    choices.find(({ column }) => column.role === "self") ??
    arranged.columns[0];
  const referenceIndex = view.columns.findIndex(({ role }) => role === "reference");
  if (!column) return null;
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <ChoiceChip
          name={t("unitList")}
          value={column.key}
          choices={choices.map((option) => ({ value: option.key, label: columnName(option, names) }))}
          onChoose={(key) => select({ at: key })}
        />
        <GradeTag grade={column.column.grade} />
      </div>
      <ul className="mt-3 overflow-hidden rounded-panel border border-line bg-surface">
        {arranged.rows.map((row) => (
          <HeatLine
            key={row.row.node.id}
            arranged={row}
            column={column}
            measure={measure}
            steps={view.steps}
            referenceCell={referenceIndex < 0 ? undefined : row.row.cells[referenceIndex]}
            onOpen={onOpen}
            onToggle={onToggle}
          />
        ))}
      </ul>
    </>
  );
}

function columnName({ column }: ArrangedColumn, names: ReturnType<typeof useNames>): string {
  if (column.phase) return names.phase(column.phase);
  return column.unit ? names.unit(column.unit) : "";
}

const SIDE: Readonly<Record<HeatCell["step"], string>> = {
  [-3]: "border-l-d-3",
  [-2]: "border-l-d-2",
  [-1]: "border-l-d-1",
  0: "border-l-transparent",
  1: "border-l-d1",
  2: "border-l-d2",
  3: "border-l-d3",
};

function HeatLine({
  arranged: { row, expanded },
  column,
  measure,
  steps,
  referenceCell,
  onOpen,
  onToggle,
}: {
  readonly arranged: ArrangedRow;
  readonly column: ArrangedColumn;
  readonly measure: HeatMeasure;
  readonly steps: HeatView["steps"];
  readonly referenceCell: HeatCell | undefined;
  readonly onOpen: (cell: string, byKeyboard: boolean) => void;
  readonly onToggle: (node: string) => void;
}) {
  const t = useTranslations("indicators");
  const names = useNames();
  const cell = row.cells[column.index];
  if (!cell) return null;
  const name = names.node(row.node);
  const reference = referenceCell ?? null;
  const silent = cell.value === null;
  const moved = shownMove(cell, measure);
  return (
    <li
      className={classNames(
        "flex items-stretch border-t border-l-4 border-line first:border-t-0",
        SIDE[shownStep(cell, measure, steps)],
      )}
    >
      {row.hasChildren ? (
        <button
          type="button"
          aria-expanded={expanded}
          aria-label={t(expanded ? "collapse" : "expand", { name })}
          onClick={() => onToggle(row.node.id)}
          className={classNames("grid w-10 shrink-0 place-items-center text-ink-3", row.depth >= 2 && "pl-2")}
        >
          <Icon of={expanded ? ChevronDown : ChevronRight} size={14} />
        </button>
      ) : (
        <span className="w-10 shrink-0" />
      )}
      <button
        type="button"
        disabled={cell.state === "undefined"}
        data-cell={cellKey(row.node.id, column.key)}
        onClick={() => onOpen(cellKey(row.node.id, column.key), false)}
        className="grid min-h-[52px] min-w-0 grow grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 py-2 pr-4 text-left"
      >
        <span
          className={classNames(
            row.depth <= 1 ? "font-semibold" : row.depth >= 3 ? "pl-3 text-13 text-ink-2" : "",
          )}
        >
          {name}
        </span>
        <span className="flex items-baseline gap-2 whitespace-nowrap">
          <span
            className={classNames(
              silent ? "text-ink-3" : "text-16 font-semibold",
              cell.state === "indicative" && "hatched px-1 font-normal",
            )}
          >
            {printed(cell, row.node.unit, measure)}
          </span>
          {measure === "score" ? (
            <>
              <span className="w-9 text-12 text-ink-3">{formatHalfWidth(cell.halfWidth, row.node.unit)}</span>
              <span className="w-12 text-right text-13">
                <Change change={cell.change} unit={row.node.unit} />
              </span>
            </>
          ) : (
            <span className="w-3">
              {moved && (
                <Arrow
                  up={moved.difference > 0}
                  className={moved.difference > 0 ? "text-pos-deep" : "text-neg-deep"}
                />
              )}
            </span>
          )}
        </span>
        {!silent && measure === "score" && row.depth <= 2 && (
          <span className="col-span-2 mt-1 flex items-center gap-3">
            <span className="grow">
              <IntervalBar
                reading={cell}
                reference={reference}
                previous={null}
                scale={centredScale([cell, reference], row.node.unit)}
              />
            </span>
            <CountBadge reading={cell} prefix />
          </span>
        )}
      </button>
    </li>
  );
}
