import { DEFAULT_DEFINITION } from "#server/indicators/definitions.ts";
import type { Sources } from "#server/indicators/sources.ts";
import type { WaveManager } from "#server/waves/wave-manager.ts";
import { publishReadings } from "./publish-readings.ts";

export type KeptWave = { readonly year: number; readonly readings: number };

/**
 * Keeps the numbers of published year-end waves that came without theirs: with the synthetic group, or from a time before
 * numbers were kept. Those that have them are left as they are, so it can be called again.
 * @returns what was kept now, by year
 */
export async function keepMissingNumbers(sources: Sources, by: WaveManager): Promise<readonly KeptWave[]> {
  const waves = await sources.db
    .selectFrom("wave")
    .select(["id", "year"])
    .where("kind", "=", "annual")
    .where("state", "=", "published")
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("publication")
            .select("publication.id")
            .whereRef("publication.wave_id", "=", "wave.id")
            .where("publication.kind", "=", "published")
            .where("publication.definition_id", "=", DEFAULT_DEFINITION),
        ),
      ),
    )
    .orderBy("year")
    .execute();
  const kept: KeptWave[] = [];
  for (const { id, year } of waves) {
    const { readings } = await publishReadings(sources, by, { waveId: id });
    kept.push({ year, readings });
  }
  return kept;
}
