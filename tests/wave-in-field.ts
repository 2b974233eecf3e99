import type { Database } from "#server/database/connection.ts";
import { statementsOf } from "#server/database/statements.ts";
import { createWave, type WaveDraft, waveDraft } from "#server/waves/draft-wave.ts";
import { lockWave } from "#server/waves/lock-wave.ts";
import { openField } from "#server/waves/open-field.ts";
import { drawSample } from "#server/waves/sample/draw-sample.ts";
import { type WaveManager, waveManager } from "#server/waves/wave-manager.ts";
import { type OwnedHomes, ownedHomes, SOUND_DRAFT, scopeOf } from "./owned-homes.ts";

export type WaveInField = {
  readonly homes: OwnedHomes;
  readonly waveId: number;
  readonly by: WaveManager;
  /** Another person who may run waves, for what takes two. */
  readonly second: WaveManager;
  /** Keys of the frame by home code. */
  readonly keys: ReadonlyMap<string, string>;
};

/** A census wave in the field on 2025-11-20, in a fresh database. */
export async function waveInField(
  db: Database,
  homesPerProject: number,
  over: Partial<WaveDraft> = {},
): Promise<WaveInField> {
  const homes = await ownedHomes(db, homesPerProject);
  const by = waveManager(await scopeOf(db, "hq_analyst", homes.group));
  const second = waveManager(await scopeOf(db, "hq_head", homes.group));
  const waveId = await createWave(db, by, waveDraft.parse({ ...SOUND_DRAFT, ...over }));
  await lockWave(db, by, waveId, "2025-11-02");
  await drawSample(db, by, waveId, {
    plan: { plan: { kind: "census", answers: 30 }, takeAllBelow: 0 },
    seed: 1,
  });
  const opened = await openField(db, by, waveId, "2025-11-05");
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
  const rows = await statementsOf(db)<{ code: string; key: string }>(
    "select h.code, r.respondent_key as key from vault.respondent r join home h on h.id = r.home_id where r.wave_id = $1 order by h.code",
    [waveId],
  );
  return { homes, waveId, by, second, keys: new Map(rows.map(({ code, key }) => [code, key])) };
}
