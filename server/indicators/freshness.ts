import type { Analysis } from "#server/analysis/analysis.ts";
import type { Scope } from "#server/scope/scope.ts";
import { need } from "#server/scope/scope.ts";
import type { FreshnessView } from "./reading-view.ts";

/** How far the numbers stand behind the record. */
export function freshnessView(analysis: Analysis, scope: Scope): FreshnessView {
  need(scope, "readings.read");
  const { lagSeconds, dataVersion, asOf } = analysis.freshness();
  return { loadedAt: asOf ?? null, lagSeconds: lagSeconds ?? null, dataVersion: dataVersion ?? null };
}
