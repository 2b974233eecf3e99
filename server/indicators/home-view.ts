import { AppError } from "#server/app-error.ts";
import type { Database } from "#server/database/connection.ts";
import type { Scope } from "#server/scope/scope.ts";
import type { IndicatorQuery } from "./query.ts";
import type { HomeView } from "./views.ts";

/** My unit at a glance. */
export async function homeView(_db: Database, _scope: Scope, _query: IndicatorQuery): Promise<HomeView> {
  throw new AppError("analysis_unavailable", "The analysis is not loaded yet; run ov load.");
}
