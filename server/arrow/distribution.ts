import type { RecordBatch } from "apache-arrow";
import type { Sources } from "#server/indicators/sources.ts";
import type { Scope } from "#server/scope/scope.ts";
import { type ArrowColumn, arrowBatch, arrowSchema } from "./arrow-batch.ts";
import { type DistributionQuery, type DistributionTold, readDistribution } from "./read-distribution.ts";

/** How often each answer was given, by project, phase and item; the phase is null where projects are not divided. */
const DISTRIBUTION_COLUMNS: readonly ArrowColumn[] = [
  { name: "project", type: "text" },
  { name: "phase", type: "text" },
  { name: "item", type: "text" },
  { name: "answer", type: "integer" },
  { name: "n", type: "integer" },
];

/**
 * The distribution as Arrow: a schema that tells where it comes from and a batch of all rows.
 * @param asked writes into a passport what was asked
 * @throws AppError `not_found` for a unit or wave that is not the asker's
 */
export async function distributionArrow(
  sources: Sources,
  scope: Scope,
  query: DistributionQuery,
  asked: (told: DistributionTold) => DistributionTold,
): Promise<readonly RecordBatch[]> {
  const { told, rows } = await readDistribution(sources, scope, query);
  const schema = arrowSchema(DISTRIBUTION_COLUMNS, asked(told));
  return [arrowBatch(schema, DISTRIBUTION_COLUMNS, rows)];
}
