import type { Database } from "#server/database/connection.ts";

/** Ids of who runs the seeded waves, and of who publishes them: whoever closed one does not. */
export type WaveHands = { readonly runs: string; readonly publishes: string };

/** Puts names to the steps of the seeded waves, which were there before anybody of the demo was. */
export async function nameWaveDeeds(db: Database, { runs, publishes }: WaveHands): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx.updateTable("wave_frame").set({ built_by: runs }).where("built_by", "is", null).execute();
    await tx.updateTable("wave_sample").set({ drawn_by: runs }).where("drawn_by", "is", null).execute();
    await tx.updateTable("wave_close").set({ closed_by: runs }).where("closed_by", "is", null).execute();
    const steps = tx.updateTable("wave_step").where("by_id", "is", null);
    await steps.where("to_state", "=", "published").set({ by_id: publishes }).execute();
    await steps.where("to_state", "<>", "published").set({ by_id: runs }).execute();
  });
}
