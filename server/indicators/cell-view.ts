import { AppError } from "#server/app-error.ts";
import type { Database } from "#server/database/connection.ts";
import type { Scope } from "#server/scope/scope.ts";
import type { CellQuery } from "./query.ts";
import type { CellView } from "./views.ts";

/** One number, opened. */
export async function cellView(_db: Database, _scope: Scope, _query: CellQuery): Promise<CellView> {
  throw new AppError("analysis_unavailable", "The analysis is not loaded yet; run ov load.");
}
