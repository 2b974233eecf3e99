import {
  type CellProtection,
  type Protected,
  protectTogether,
  type Unseen,
} from "#analytics/protect-cells.ts";
import type { CellRelation } from "#analytics/sums-of-cells.ts";

/** What `protectTogether` is asked, in values instead of functions. */
export type ProtectionTask = {
  readonly n: Float64Array;
  readonly owners: Float64Array;
  readonly cost: Float64Array;
  readonly relations: readonly CellRelation[];
  readonly rule: { readonly floor: number; readonly minimum: number };
  readonly before: readonly CellProtection[];
  /** Cells that may follow where enough people answered. */
  readonly mayFollow: Uint8Array;
  /** Whether it is left untold where nobody answered. */
  readonly untold: boolean;
  readonly earlier: { readonly first: number; readonly unseen: Unseen };
  readonly salt: number;
};

/** Decides a task, on whatever thread it is called. */
export function decideTask(task: ProtectionTask): Protected {
  const { n, owners, cost, relations, rule, before, mayFollow, untold, earlier, salt } = task;
  return protectTogether(n, relations, rule, {
    owners,
    cost: (cell) => cost[cell] ?? 0,
    before,
    earlier,
    secret: (cell, kind) =>
      mayFollow[cell] !== 1 || (n[cell] ?? 0) < (kind === "counts" ? rule.floor : rule.minimum),
    mayShow: () => true,
    untold: () => untold,
    salt,
  });
}
