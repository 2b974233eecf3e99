import type { UnitRef } from "#server/scope/unit-view.ts";
import type { ChangeView, NodeRef } from "./reading-view.ts";

/** Something to handle, from the record. Sorted by consequence, then by deadline. */
export type TaskView =
  | {
      readonly kind: "callbacks-overdue";
      /** The wave of callbacks they belong to. */
      readonly wave: number;
      readonly count: number;
      readonly units: readonly UnitCount[];
      /** Within how many days of signing they were to be called. */
      readonly days: number;
    }
  | {
      readonly kind: "complaints-overdue";
      readonly count: number;
      readonly units: readonly UnitCount[];
      readonly longestDays: number;
    }
  | {
      readonly kind: "repairs-open-long";
      readonly count: number;
      readonly units: readonly UnitCount[];
      readonly longestDays: number;
    }
  | { readonly kind: "repairs-reopened"; readonly count: number; readonly units: readonly UnitCount[] }
  | {
      readonly kind: "unit-worse";
      readonly unit: UnitRef;
      readonly change: ChangeView;
      readonly dimensions: readonly NodeRef[];
    }
  | { readonly kind: "dimension-worse"; readonly node: NodeRef; readonly change: ChangeView }
  | { readonly kind: "too-few-answers"; readonly units: readonly UnitCount[] };

export type UnitCount = { readonly unit: UnitRef; readonly count: number };
