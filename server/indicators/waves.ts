import { AppError } from "#server/app-error.ts";
import type { Database } from "#server/database/connection.ts";
import type { Scope } from "#server/scope/scope.ts";
import type { AgeCut } from "#surveys/tenure.ts";
import type { WaveKind, WaveOption, WaveState } from "./wave-option.ts";

/** Every wave one may look at, newest first. Drafts and frames not yet asked hold no numbers and are left out. */
export function listWaves(
  db: Database,
  _scope: Scope,
  kind: WaveKind = "annual",
): Promise<readonly WaveOption[]> {
  return wavesWithNumbers(db, kind);
}

/** The same for nobody in particular: for what is made ahead. */
export async function wavesWithNumbers(db: Database, kind: WaveKind): Promise<readonly WaveOption[]> {
  const rows = await db
    .selectFrom("wave")
    .select([
      "id",
      "kind",
      "year",
      "name",
      "name_en",
      "state",
      "age_by",
      "cutoff_on",
      "opens_on",
      "closes_on",
    ])
    .where("kind", "=", kind)
    .where("state", "in", ["field", "closed", "published"])
    .orderBy("year", "desc")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as WaveKind,
    year: row.year,
    name: row.name,
    nameEn: row.name_en,
    state: row.state as WaveState,
    ageBy: row.age_by as AgeCut,
    cutoffOn: row.cutoff_on,
    opensOn: row.opens_on,
    closesOn: row.closes_on,
  }));
}

/**
 * One of the waves, the newest when no id is given.
 * @throws AppError `not_found`, `nothing_yet` where none has begun
 */
export function chooseWave(waves: readonly WaveOption[], id: number | undefined): WaveOption {
  const wave = id === undefined ? waves[0] : waves.find((each) => each.id === id);
  if (waves.length === 0 && id === undefined)
    throw new AppError("nothing_yet", "No survey has begun yet: create one, or import one with its answers.");
  if (!wave) throw new AppError("not_found", "There is no such wave with answers: choose another.");
  return wave;
}
