"use client";

import { memo } from "react";
import type { ReadingUnit } from "#server/indicators/reading-view.ts";
import type { HeatCell as HeatCellView, HeatView } from "#server/indicators/views.ts";
import { classNames } from "../components/class-names.ts";
import { Arrow } from "../components/glyph.tsx";
import type { HeatMeasure } from "../selection/selection.ts";
import { isSilent } from "../withheld-mark.ts";
import { printed, shownMove, shownStep } from "./heat-shown.ts";

const FILL: Readonly<Record<HeatCellView["step"], string>> = {
  [-3]: "bg-d-3 edge-below",
  [-2]: "bg-d-2 edge-below",
  [-1]: "bg-d-1 edge-below",
  0: "",
  1: "bg-d1 edge-above",
  2: "bg-d2 edge-above",
  3: "bg-d3 edge-above",
};

/** A cell of a treegrid may have the focus and be selected. */
function gridCell(selected: boolean) {
  return { role: "gridcell", tabIndex: -1, "aria-selected": selected } as const;
}

export type HeatCellProps = {
  readonly cell: HeatCellView;
  readonly unit: ReadingUnit;
  readonly measure: HeatMeasure;
  /** From which sizes on the fill is deeper, in points. */
  readonly steps: HeatView["steps"];
  readonly role: "reference" | "self" | "part";
  readonly depth: number;
  readonly colIndex: number;
  /** Whether columns are counted aloud, because not all of them are drawn. */
  readonly counted: boolean;
  readonly cellId: string;
  readonly selected: boolean;
  readonly sentence: string;
};

/**
 * A number in the heat table: fill only where the difference it tells of has a verdict (to the reference, or in the view of changes to
 * the wave before), the edge repeats its direction, the arrow is the change; hatched below 30 answers, no score below the minimum of the rule, nothing below 5.
 */
export const HeatCell = memo(function HeatCell(props: HeatCellProps) {
  const { cell, measure, role, depth, selected } = props;
  const silent = isSilent(cell.state);
  const careful = cell.state === "indicative";
  const moved = shownMove(cell, measure);
  return (
    <td
      {...gridCell(selected)}
      data-col={props.colIndex}
      aria-colindex={props.counted ? props.colIndex + 2 : undefined}
      data-cell={role === "reference" || cell.state === "undefined" ? undefined : props.cellId}
      aria-label={props.sentence}
      className={classNames(
        "group scroll-mt-32 scroll-ml-[210px] p-px text-center outline-none",
        role === "self" && "border-r border-line",
      )}
    >
      <span
        className={classNames(
          "relative flex items-center justify-center rounded-[3px] text-13 leading-[18px] group-focus-visible:outline-2 group-focus-visible:-outline-offset-1 group-focus-visible:outline-focus group-aria-selected:font-semibold group-aria-selected:outline-2 group-aria-selected:-outline-offset-1 group-aria-selected:outline-accent",
          depth >= 3 ? "h-[27px]" : "h-[30px]",
          silent
            ? "text-12 text-ink-3"
            : careful
              ? "hatched text-ink-2"
              : FILL[shownStep(cell, measure, props.steps)],
          !silent && !careful && (depth <= 1 || (moved && measure === "change")) && "font-semibold",
          role === "reference" && "font-normal text-ink-3",
        )}
      >
        {printed(cell, props.unit, measure)}
        {moved && (
          <Arrow
            up={moved.difference > 0}
            className={classNames(
              "absolute top-[5px] right-0.5 size-[7px]",
              moved.difference > 0 ? "text-pos-deep" : "text-neg-deep",
            )}
          />
        )}
      </span>
    </td>
  );
});
