import { reachedInTime } from "#server/vault/reached-in-time.ts";
import type { IndicatorCut } from "./cut.ts";
import type { Sources } from "./sources.ts";
import { remembered } from "./table-cache.ts";
import { projectsOf } from "./units-below.ts";
import type { CallbackCoverage } from "./views.ts";

/** Callbacks by kind, and the share of those due who are to be reached: everybody who signed, a quarter of those who moved in. */
const DUE = [
  { kind: "signing", share: 1 },
  { kind: "residence", share: 0.25 },
] as const;

/** Counting is the record's work and its answer is shared: it may be so old, in ms. */
const COUNTED_FOR = 60_000;

async function signingInTime(
  db: Sources["db"],
  waveId: number,
  { settings }: IndicatorCut,
  projects: ReadonlySet<number>,
  now: Date,
): Promise<CallbackCoverage["inTime"]> {
  const days = settings["callback.signing_days"];
  const counted = await remembered(
    `in-time|${waveId}|${days}|${Math.floor(now.getTime() / COUNTED_FOR)}`,
    () => reachedInTime(db, waveId, days, now),
  );
  const own = counted.filter(({ projectId }) => projects.has(projectId));
  const due = own.reduce((sum, each) => sum + each.due, 0);
  return due === 0 ? null : { days, due, reached: own.reduce((sum, each) => sum + each.inTime, 0) };
}

/**
 * How far the newest callbacks of each kind have come: owners due, how many have to be reached, how many were. Whoever a rule leaves
 * out still counts as due.
 * @param now the moment the days after signing are counted at
 */
export async function callbackCoverage(
  { db, analysis }: Sources,
  cut: IndicatorCut,
  now: Date,
): Promise<readonly CallbackCoverage[]> {
  const projectIds = projectsOf(cut, cut.unit).map(({ id }) => id);
  const waves = await db
    .selectFrom("wave")
    .select(["id", "kind", "year"])
    .where("kind", "in", ["signing", "residence"])
    .where("state", "in", ["field", "closed", "published"])
    .orderBy("year", "desc")
    .orderBy("id", "desc")
    .execute();
  const signing = waves.find(({ kind }) => kind === "signing");
  const inTime = signing ? await signingInTime(db, signing.id, cut, new Set(projectIds), now) : null;
  return DUE.flatMap(({ kind, share }): CallbackCoverage[] => {
    const wave = waves.find((each) => each.kind === kind);
    if (!wave || projectIds.length === 0) return [];
    const { strata } = analysis.strata({ waveIds: [wave.id], projectIds });
    const frames = strata.flatMap(({ frame }) => frame);
    const due = frames.reduce((sum, { owners }) => sum + owners, 0);
    if (due === 0) return [];
    const reached = frames.reduce((sum, { dispositions }) => sum + dispositions.I + dispositions.P, 0);
    return [
      {
        kind,
        year: wave.year,
        due,
        target: Math.ceil(share * due),
        share,
        reached,
        inTime: kind === "signing" ? inTime : null,
      },
    ];
  });
}
