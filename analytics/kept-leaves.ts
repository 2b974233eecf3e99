import type { Plan } from "./compile.ts";
import type { Condensed } from "./condense.ts";
import type { EvaluateOptions } from "./evaluate-options.ts";
import type { LeafGround } from "./leaf-ground.ts";
import type { ReadingTable } from "./reading-table.ts";

/** What a table was made of, and its leaves laid out once weights began to move. */
export type MadeOf = {
  readonly plan: Plan;
  readonly condensed: Condensed;
  readonly options: EvaluateOptions;
  readonly ground?: LeafGround;
};

function sameEntries(a: ArrayLike<unknown>, b: ArrayLike<unknown>): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}

/** Whether two plans differ in weights alone. */
function sameShape(a: Plan, b: Plan): boolean {
  return (
    a.definition.minimumAnswers === b.definition.minimumAnswers &&
    sameEntries(a.nodes, b.nodes) &&
    sameEntries(a.kind, b.kind) &&
    sameEntries(a.column, b.column) &&
    sameEntries(a.gain, b.gain) &&
    sameEntries(a.offset, b.offset) &&
    sameEntries(a.edgeStart, b.edgeStart) &&
    sameEntries(a.edgeChild, b.edgeChild) &&
    sameEntries(a.base, b.base)
  );
}

/** Whether a table's leaves are already what they would be: the same sums were asked the same under other weights. */
export function keepsLeaves(table: ReadingTable, { plan, condensed, options }: MadeOf): boolean {
  const before = table.madeOf as MadeOf | undefined;
  return (
    before !== undefined &&
    before.condensed === condensed &&
    condensed.arrangement.partPhase.length === condensed.arrangement.groups.length &&
    plan.measures.length === 0 &&
    before.plan.measures.length === 0 &&
    options.estimand !== "phase-standardised" &&
    before.options.estimand === options.estimand &&
    (before.options.intervals !== false) === (options.intervals !== false) &&
    before.options.inference === options.inference &&
    before.options.confidence === options.confidence &&
    before.options.shareIntervals === options.shareIntervals &&
    before.options.fewAnswers === options.fewAnswers &&
    sameShape(before.plan, plan)
  );
}
