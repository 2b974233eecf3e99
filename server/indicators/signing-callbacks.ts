import { type ReachedInTime, reachedInTime } from "#server/vault/reached-in-time.ts";
import type { IndicatorCut } from "./cut.ts";
import type { Sources } from "./sources.ts";
import { remembered } from "./table-cache.ts";
import { projectsOf } from "./units-below.ts";

/** Counting is the record's work and its answer is shared: it may be so old, in ms. */
const COUNTED_FOR = 60_000;

/** Signing callbacks of a unit's projects, in the newest wave of them. */
export type SigningCallbacks = {
  readonly waveId: number;
  /** Whether anybody may still be called. */
  readonly running: boolean;
  /** Within how many days of signing owners are to be called. */
  readonly days: number;
  readonly projects: readonly ReachedInTime[];
};

/** Those of a unit whose days have passed. @param now the moment the days are counted at. @returns undefined without such a wave */
export async function signingCallbacks(
  { db }: Sources,
  cut: IndicatorCut,
  now: Date,
): Promise<SigningCallbacks | undefined> {
  const wave = await db
    .selectFrom("wave")
    .select(["id", "state"])
    .where("kind", "=", "signing")
    .where("state", "in", ["field", "closed", "published"])
    .orderBy("year", "desc")
    .orderBy("id", "desc")
    .executeTakeFirst();
  if (!wave) return undefined;
  const days = cut.settings["callback.signing_days"];
  const counted = await remembered(
    `in-time|${wave.id}|${days}|${Math.floor(now.getTime() / COUNTED_FOR)}`,
    () => reachedInTime(db, wave.id, days, now),
  );
  const own = new Set(projectsOf(cut, cut.unit).map(({ id }) => id));
  const running = wave.state === "field";
  return { waveId: wave.id, running, days, projects: counted.filter(({ projectId }) => own.has(projectId)) };
}
