import type { ResponseCut } from "#server/analysis/selection.ts";
import type { IndicatorCut } from "#server/indicators/cut.ts";
import { type NodeInfo, nodeRef } from "#server/indicators/nodes.ts";
import type { NodeRef } from "#server/indicators/reading-view.ts";
import { partsOf, projectsOf } from "#server/indicators/units-below.ts";
import { type TreeUnit, unitRef } from "#server/scope/org-tree.ts";
import type { UnitRef } from "#server/scope/unit-view.ts";
import { OWNER_PHASES, type OwnerPhase } from "#surveys/owner-phase.ts";
import { type TenureSpan, tenureSpan } from "#surveys/tenure.ts";
import type { CrosstabQuery, Dimension } from "./crosstab-query.ts";
import type { CutTable } from "./cut-part.ts";
import { FREE_CUTS, type FreeCut, OTHERS } from "./merged-classes.ts";
import { naturalOrder } from "./natural-order.ts";

/** One row or column: what it stands for, so that a screen can name it. */
export type AxisEntry = {
  /** Text of the value, equal for equal values; of the whole "". */
  readonly key: string;
  readonly unit: UnitRef | null;
  readonly phase: OwnerPhase | null;
  readonly node: NodeRef | null;
  /** Mode, product type, batch or class of these; "" where the record does not say, "*" for what is small together. */
  readonly word: string | null;
  /** Months since handover that a word of tenure stands for; "ahead" where homes are not handed over yet. */
  readonly tenure: TenureSpan | "ahead" | null;
};

/** An entry with what it asks of the readings. */
export type Position = {
  readonly entry: AxisEntry;
  readonly unit?: TreeUnit;
  readonly phase?: OwnerPhase;
  readonly node?: NodeInfo;
  readonly value?: { readonly cut: FreeCut; readonly word: string };
};

const NOTHING = { unit: null, phase: null, node: null, word: null, tenure: null } as const;

/** The row or column of all answers. */
export const ALL: Position = { entry: { key: "", ...NOTHING } };

/** A wave tells owners by batch or by years since handover, so both are one column of its answers. */
const AGES: Partial<Record<Dimension, FreeCut>> = { tenure: "batch", tenure_class: "batch_class" };

const MODES = ["web", "phone", "visit"];

/** Column of the answers a dimension divides; undefined for units, phases and indicators. */
export function cutOf(dimension: Dimension | undefined): FreeCut | undefined {
  const column = dimension && (AGES[dimension] ?? dimension);
  return FREE_CUTS.find((cut) => cut === column);
}

/** The filters on columns of the answers. */
export function cutFilters({
  mode,
  productType,
  batch,
  tenure,
}: CrosstabQuery): Partial<Record<ResponseCut, string>> {
  return {
    ...(mode === undefined ? {} : { mode }),
    ...(productType === undefined ? {} : { product_type: productType }),
    ...(batch === undefined && tenure === undefined ? {} : { batch: batch ?? tenure ?? "" }),
  };
}

/** The same as a passport names them. */
export function namedFilters(query: CrosstabQuery): Readonly<Record<string, string>> {
  const { batch, ...others } = cutFilters(query);
  if (batch === undefined) return others;
  return { ...others, [query.tenure === undefined ? "batch" : "tenure"]: batch };
}

function unitPosition(unit: TreeUnit): Position {
  return { entry: { ...NOTHING, key: String(unit.id), unit: unitRef(unit) }, unit };
}

function wordsOf(table: CutTable, cut: FreeCut): readonly string[] {
  const words = new Set([...table.parts.values()].map(({ values }) => values[cut] ?? ""));
  if (cut === "mode") return MODES.filter((mode) => words.has(mode));
  return [...words].toSorted((a, b) => Number(a === OTHERS) - Number(b === OTHERS) || naturalOrder(a, b));
}

function below(infos: readonly NodeInfo[], node: NodeInfo): readonly NodeInfo[] {
  const children = infos.filter(({ parent }) => parent === node.id);
  const level = children.some(({ kind }) => kind !== "item") ? children : [];
  return [
    node,
    ...(level.length > 0 ? level.flatMap((child) => [child, ...kindsBelow(infos, child)]) : children),
  ];
}

function kindsBelow(infos: readonly NodeInfo[], node: NodeInfo): readonly NodeInfo[] {
  return infos.filter(({ parent, kind }) => parent === node.id && kind !== "item");
}

/** The values a dimension takes for a unit, in the order of the tree, the phases or the words. */
export function positionsOf(
  cut: IndicatorCut,
  table: CutTable,
  dimension: Dimension,
  node: NodeInfo,
): readonly Position[] {
  const { unit } = cut;
  switch (dimension) {
    case "node":
      return below(cut.infos, node).map((info) => ({
        entry: { ...NOTHING, key: info.id, node: nodeRef(info) },
        node: info,
      }));
    case "region":
      return partsOf(cut)
        .filter(({ kind }) => kind === "region")
        .map(unitPosition);
    case "project":
      return projectsOf(cut, unit).map(unitPosition);
    case "phase":
      return OWNER_PHASES.map((phase) => ({ entry: { ...NOTHING, key: phase, phase }, phase }));
    case "mode":
    case "product_type":
    case "product_class":
    case "batch":
    case "batch_class":
      return wordsOf(table, dimension).map((word) => ({
        entry: { ...NOTHING, key: word === "" ? "-" : word, word },
        value: { cut: dimension, word },
      }));
    case "tenure":
    case "tenure_class": {
      const own = dimension === "tenure" ? "batch" : "batch_class";
      // who waits for a home comes before whoever has one
      const words = wordsOf(table, own).toSorted((a, b) => Number(a !== "") - Number(b !== ""));
      return words.map((word) => ({
        entry: {
          ...NOTHING,
          key: word === "" ? "-" : word,
          word,
          tenure: word === "" ? "ahead" : (tenureSpan(word) ?? null),
        },
        value: { cut: own, word },
      }));
    }
  }
}
