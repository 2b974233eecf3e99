import { arrange } from "./arrange.ts";
import { compile } from "./compile.ts";
import { condense } from "./condense.ts";
import type { EvaluateOptions } from "./evaluate-options.ts";
import type { IndexDefinition } from "./index-definition.ts";
import { measure } from "./measure.ts";
import type { Moments } from "./moments.ts";
import type { Reading } from "./reading.ts";
import { readingsOf } from "./reading-table.ts";

/**
 * Applies a definition to sufficient statistics: a reading for every group and node (every item code, every joint rule,
 * every tree id, in this order), with design-based standard error and t interval.
 *
 *   moments ──► arrange (groups, weights) ──► condense (a row a part) ──► measure (values, variances) ──► readings
 *   definition ──► compile (leaves, edges, pairs) ────────────────────────┘
 *
 * An item's value is its weighted ratio mean Σw·s/Σw over valid answers, a node's Σ weight · child value, siblings'
 * weights normalised over those with data. The standard error is that of the linearised value (Taylor), strata as
 * the moments give them, a group being a domain of the whole design; degrees of freedom are respondents − strata
 * of the strata the group touches. Nothing is suppressed: see `suppress`.
 *
 * A screen that evaluates again and again (what-if) keeps what `condense` made and, for every new tree
 * or set of weights, calls `compile` and `measure`: the cell sums are not read again.
 * @param moments with at least `columnsOfDefinition(definition)` and `basesOfDefinition(definition)`
 * @throws EmptyStratumError when owners are without a respondent and the definition's rule is "error"
 */
export function evaluate(definition: IndexDefinition, moments: Moments, options: EvaluateOptions): Reading[] {
  const plan = compile(definition, moments.columns, moments.bases);
  const condensed = condense(arrange(definition, moments, options), options.intervals);
  return readingsOf(measure(plan, condensed, options));
}
