import { AppError } from "#server/app-error.ts";
import type { Database } from "#server/database/connection.ts";
import type { Scope } from "#server/scope/scope.ts";
import type { HeatQuery } from "./query.ts";
import type { HeatView } from "./views.ts";

/** Indicators × units. */
export async function heatView(_db: Database, _scope: Scope, _query: HeatQuery): Promise<HeatView> {
  throw new AppError("analysis_unavailable", "The analysis is not loaded yet; run ov load.");
}
