import type { Transaction } from "kysely";
import type { Database } from "#server/database/connection.ts";
import type { Tables } from "#server/database/tables.ts";
import type { OwnerPhase } from "#surveys/owner-phase.ts";

/** A project and phase of a wave's frame. */
export type FrameStratumOwners = {
  readonly projectId: number;
  readonly regionId: number | null;
  readonly phase: OwnerPhase;
  readonly owners: number;
  /** Those of them who may be asked: nobody left them out. */
  readonly askable: number;
};

/** The strata of a wave with all their owners, asked or not, in the order of projects and phases. */
export async function frameStrata(
  db: Database | Transaction<Tables>,
  waveId: number,
): Promise<readonly FrameStratumOwners[]> {
  const rows = await db
    .selectFrom("frame_member")
    .select(({ fn }) => [
      "project_id",
      "phase",
      fn.min("region_id").as("region_id"),
      fn.countAll<number>().as("owners"),
      fn.countAll<number>().filterWhere("exclusion", "is", null).as("askable"),
    ])
    .where("wave_id", "=", waveId)
    .groupBy(["project_id", "phase"])
    .orderBy("project_id")
    .orderBy("phase")
    .execute();
  return rows.map((row) => ({
    projectId: row.project_id,
    regionId: row.region_id,
    phase: row.phase as OwnerPhase,
    owners: row.owners,
    askable: row.askable,
  }));
}
