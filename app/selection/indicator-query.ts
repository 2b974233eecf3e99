import type { CellQuery, HeatQuery, IndicatorQuery } from "#server/indicators/query.ts";
import { OWNER_PHASES } from "#surveys/owner-phase.ts";
import type { Selection } from "./selection.ts";

function compareOf(cmp: string | null): number | null | undefined {
  if (cmp === null) return undefined;
  if (cmp === "none") return null;
  const id = Number(cmp);
  return Number.isInteger(id) && id > 0 ? id : undefined;
}

/** The address as the server's question. `home` is the unit to fall back on. */
export function indicatorQueryOf(selection: Selection, home: number): IndicatorQuery {
  return {
    unit: selection.unit ?? home,
    wave: selection.wave ?? undefined,
    phase: selection.phase ?? undefined,
    mode: selection.mode ?? undefined,
    compare: compareOf(selection.cmp),
    organisation: selection.org,
    rule: selection.rule !== null && selection.rule > 0 ? selection.rule : undefined,
  };
}

/** How numbers are read; what is usual is left out, so that one question has one form. */
function readingOf({ measure, est }: Selection): Pick<HeatQuery, "measure" | "estimand"> {
  return {
    ...(measure === "top2" && { measure }),
    ...(est !== "owner-weighted" && { estimand: est }),
  };
}

export function heatQueryOf(selection: Selection, home: number): HeatQuery {
  return {
    ...indicatorQueryOf(selection, home),
    ...readingOf(selection),
    by: selection.by,
    ...(selection.vs !== "group" && { against: selection.vs }),
  };
}

/**
 * The question behind the opened cell `node~column`, where a column is a unit's id or a phase's letter.
 * @returns undefined when no cell is open or the address makes no sense
 */
export function cellQueryOf(selection: Selection, home: number): CellQuery | undefined {
  const [node, column] = (selection.d ?? "").split("~");
  if (!node || !column || node.length > 40) return undefined;
  const query = { ...indicatorQueryOf(selection, home), ...readingOf(selection) };
  const phase = OWNER_PHASES.find((candidate) => candidate === column);
  if (phase) return { ...query, phase, node };
  const unit = Number(column);
  return Number.isInteger(unit) && unit > 0 ? { ...query, unit, node } : undefined;
}
