import type { Scope } from "#server/scope/scope.ts";
import { need } from "#server/scope/scope.ts";
import type { FreshnessView } from "./reading-view.ts";
import type { Sources } from "./sources.ts";
import { stateInUse } from "./state-in-use.ts";

/** How far the numbers stand behind the record, and which state of the data the next answer is made from. */
export function freshnessView(sources: Sources, scope: Scope): FreshnessView {
  need(scope, "readings.read");
  const { lagSeconds, dataVersion, asOf } = sources.analysis.freshness();
  const inUse = dataVersion === undefined ? null : stateInUse(sources);
  return { loadedAt: asOf ?? null, lagSeconds: lagSeconds ?? null, dataVersion: inUse };
}
