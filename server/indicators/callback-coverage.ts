import { unitRef } from "#server/scope/org-tree.ts";
import type { IndicatorCut } from "./cut.ts";
import { type SigningCallbacks, signingCallbacks } from "./signing-callbacks.ts";
import type { Sources } from "./sources.ts";
import { projectsOf } from "./units-below.ts";
import type { CallbackCoverage } from "./views.ts";

/** Callbacks by kind, and the share of those due who are to be reached: everybody who signed, a quarter of those who moved in. */
const DUE = [
  { kind: "signing", share: 1 },
  { kind: "residence", share: 0.25 },
] as const;

function inTimeOf(counted: SigningCallbacks | undefined): CallbackCoverage["inTime"] {
  if (!counted) return null;
  const sum = (of: "due" | "inTime") => counted.projects.reduce((all, each) => all + each[of], 0);
  return sum("due") === 0 ? null : { days: counted.days, due: sum("due"), reached: sum("inTime") };
}

type Counted = { readonly projectId: number; readonly due: number; readonly reached: number };

/** Projects where the most are still to be reached, each against its own share, and none that has reached it. */
function shortIn(cut: IndicatorCut, counted: readonly Counted[], share: number): CallbackCoverage["missing"] {
  return projectsOf(cut, cut.unit)
    .flatMap((project) => {
      const own = counted.filter(({ projectId }) => projectId === project.id);
      const sum = (of: "due" | "reached") => own.reduce((all, each) => all + each[of], 0);
      const count = Math.ceil(share * sum("due")) - sum("reached");
      return count > 0 && project.id !== cut.unit.id ? [{ unit: unitRef(project), count }] : [];
    })
    .toSorted((a, b) => b.count - a.count || a.unit.id - b.unit.id);
}

/**
 * How far the newest callbacks of each kind have come: owners due, how many have to be reached, how many were. Whoever a rule leaves
 * out still counts as due.
 * @param now the moment the days after signing are counted at
 */
export async function callbackCoverage(
  sources: Sources,
  cut: IndicatorCut,
  now: Date,
): Promise<readonly CallbackCoverage[]> {
  const { db, analysis } = sources;
  const projectIds = projectsOf(cut, cut.unit).map(({ id }) => id);
  const waves = await db
    .selectFrom("wave")
    .select(["id", "kind", "year"])
    .where("kind", "in", ["signing", "residence"])
    .where("state", "in", ["field", "closed", "published"])
    .orderBy("year", "desc")
    .orderBy("id", "desc")
    .execute();
  const inTime = inTimeOf(await signingCallbacks(sources, cut, now));
  return DUE.flatMap(({ kind, share }): CallbackCoverage[] => {
    const wave = waves.find((each) => each.kind === kind);
    if (!wave || projectIds.length === 0) return [];
    const { strata } = analysis.strata({ waveIds: [wave.id], projectIds });
    const counted = strata.flatMap(({ projectId, frame }) =>
      frame.map(({ owners, dispositions }): Counted => {
        return { projectId, due: owners, reached: dispositions.I + dispositions.P };
      }),
    );
    const due = counted.reduce((sum, each) => sum + each.due, 0);
    if (due === 0) return [];
    const reached = counted.reduce((sum, each) => sum + each.reached, 0);
    return [
      {
        kind,
        year: wave.year,
        due,
        target: Math.ceil(share * due),
        share,
        reached,
        missing: shortIn(cut, counted, share),
        inTime: kind === "signing" ? inTime : null,
      },
    ];
  });
}
