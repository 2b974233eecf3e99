import { z } from "zod";
import { type DriverAnalysis, keyDrivers } from "#analytics/statistics/key-drivers.ts";
import { designOf } from "#analytics/stratum-design.ts";
import { AppError } from "#server/app-error.ts";
import { cutFor, type IndicatorCut, placeFor } from "#server/indicators/cut.ts";
import { type NodeInfo, nodeInfos, nodeRef } from "#server/indicators/nodes.ts";
import { passportOf } from "#server/indicators/passport.ts";
import { placeKey } from "#server/indicators/place.ts";
import { readingAt } from "#server/indicators/reading-of.ts";
import type { NodeRef, PassportView } from "#server/indicators/reading-view.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { remembered } from "#server/indicators/table-cache.ts";
import { projectsOf } from "#server/indicators/units-below.ts";
import type { WaveOption } from "#server/indicators/wave-option.ts";
import { unitRef } from "#server/scope/org-tree.ts";
import type { Scope } from "#server/scope/scope.ts";
import type { UnitRef } from "#server/scope/unit-view.ts";
import { OWNER_PHASES, type OwnerPhase } from "#surveys/owner-phase.ts";
import { type DriverSpec, driverData, driversOf } from "./driver-data.ts";
import { type DriverRow, driverRow, type ModelVerdict } from "./driver-row.ts";
import { type AnalysedUsers, analyseUsers, type UserDriver, userDriver } from "./user-drivers.ts";

export const driversQuery = z.strictObject({
  unit: z.int().positive(),
  wave: z.int().positive().optional(),
  phase: z.enum(OWNER_PHASES).optional(),
  rule: z.int().positive().optional(),
});
export type DriversQuery = z.infer<typeof driversQuery>;

/** Seed of the bootstrap: the same data give the same intervals. */
const PLAN = { seed: 400, draws: 400 } as const;

/** The drivers of the overall mark in one phase. */
export type PhaseDrivers = {
  readonly phase: OwnerPhase;
  /** Respondents who marked everything the model holds; null where even that is not told. */
  readonly n: number | null;
  readonly verdict: ModelVerdict;
  readonly r2: number | null;
  /** By share; empty with few answers. */
  readonly drivers: readonly DriverRow[];
  /** Dimensions put to too few for the common model, each among those who rated it. */
  readonly users: readonly UserDriver[];
};

/** An indicator one may ask about, with its place in the tree. */
type NodeChoice = NodeRef & { readonly depth: number };

export type DriversView = {
  readonly unit: UnitRef;
  readonly path: readonly UnitRef[];
  /** What can be asked why it moved: the index and its parts down to items. */
  readonly nodes: readonly NodeChoice[];
  readonly wave: WaveOption;
  readonly outcome: NodeRef;
  readonly phases: readonly PhaseDrivers[];
  readonly bootstrap: { readonly seed: number; readonly draws: number };
  readonly passport: PassportView;
};

const METHOD = {
  zh: "推导重要性：对总体满意的 LMG（Shapley）分解，按业主数加权的相关矩阵，逐阶段计算，只用该阶段各维度都作答的业主；不足七成业主评过的维度，在评过的业主中与共同维度另建一个模型；95% 区间与名次由 400 次自助抽样得出。相关而非因果，只作参考。",
  en: "Derived importance: LMG (Shapley) shares of the overall mark from owner-weighted correlations, phase by phase, of respondents who answered every dimension of the phase; a dimension rated by fewer than 70% has a model of its own among those who rated it, with the common dimensions; 95% intervals and ranks from 400 bootstrap draws. Correlational: it proposes, people decide.",
};

/** The item a questionnaire asks for the overall mark. */
async function outcomeOf({ db }: Sources, cut: IndicatorCut): Promise<string> {
  const row = await db
    .selectFrom("wave")
    .innerJoin("questionnaire as asked", (join) =>
      join
        .onRef("asked.id", "=", "wave.questionnaire_id")
        .onRef("asked.version", "=", "wave.questionnaire_version"),
    )
    .select("asked.definition")
    .where("wave.id", "=", cut.now.wave.id)
    .executeTakeFirstOrThrow();
  const { overall } = row.definition as { readonly overall?: string };
  if (overall === undefined || !(overall in cut.published.definition.items))
    throw new AppError(
      "not_found",
      "This wave asks no overall mark the index knows, so nothing can drive it.",
    );
  return overall;
}

type Analysed = {
  readonly analysis: DriverAnalysis | undefined;
  readonly users: readonly AnalysedUsers[];
  readonly n: number;
};

async function analyse(
  sources: Sources,
  cut: IndicatorCut,
  drivers: readonly DriverSpec[],
  outcome: string,
  phase: OwnerPhase,
): Promise<Analysed> {
  const { now, published, unit } = cut;
  const { definition } = published;
  const { rows } = await sources.analysis.answerRows({
    questionnaire: now.wording.questionnaire,
    waveIds: [now.wave.id],
    projectIds: projectsOf(cut, unit).map(({ id }) => id),
    phases: [phase],
    items: [outcome, ...new Set(drivers.flatMap(({ items }) => Object.keys(items)))],
    ids: true,
  });
  const design = designOf({ ...definition, emptyStratum: "drop" }, now.table.moments.strata);
  const weights = rows.strata.map(({ waveId, projectId, phase: of }) => {
    const place = design.placeOf.get(`${waveId}|${projectId}|${of}`);
    return design.strata[place ?? -1]?.weight ?? 1;
  });
  const data = driverData(definition, drivers, outcome, rows, (stratum) => weights[stratum] ?? 1);
  const found = data.drivers.length === 0 ? undefined : keyDrivers(data, PLAN);
  return { analysis: found, users: data.users.map((model) => analyseUsers(model, PLAN)), n: found?.n ?? 0 };
}

/** What drives the overall mark of a cut's unit, phase by phase; made once for a state of the data. */
export async function phaseDrivers(
  sources: Sources,
  cut: IndicatorCut,
): Promise<{ readonly outcome: NodeInfo; readonly phases: readonly PhaseDrivers[] }> {
  const { now, published, unit, query } = cut;
  const all = nodeInfos(published.definition, now.wording.questions);
  const outcome = await outcomeOf(sources, cut);
  const drivers = driversOf(published.definition, all, outcome);
  const infoOf = new Map(all.map((info) => [info.id, info]));
  const minimum = published.definition.minimumAnswers;
  const asked = query.phase === undefined ? OWNER_PHASES : [query.phase];
  const phases = await Promise.all(
    asked.map(async (phase): Promise<PhaseDrivers[]> => {
      const place = placeFor(cut, unit, phase);
      const { n, state } = readingAt(now.table, place, published.definition.tree.id);
      if (state === "undefined") return [];
      const found = await remembered(`drivers|${now.table.id}|${placeKey(place)}|${outcome}`, () =>
        analyse(sources, cut, drivers, outcome, phase),
      );
      const users = found.users.flatMap((each) => {
        const [info, reading] = [infoOf.get(each.id), readingAt(now.table, place, each.id)];
        // what a phase is not asked has no users
        return info && reading.state !== "undefined" ? [userDriver(each, info, reading, minimum)] : [];
      });
      const nobody = { phase, r2: null, drivers: [], users };
      const told = n !== null && found.n >= minimum ? found.n : null;
      if (!found.analysis) return [{ ...nobody, n: told, verdict: "no-variation" }];
      const { verdict, r2 } = found.analysis;
      // one dimension alone holds all the importance there is, which says nothing of it
      const alone = found.analysis.drivers.length < 2;
      if (verdict === "few-answers" || alone || state !== "full")
        return [{ ...nobody, n: told, verdict: "few-answers" }];
      const rows = found.analysis.drivers.flatMap((driver) => {
        const info = infoOf.get(driver.id);
        return info ? [driverRow(info, driver)] : [];
      });
      return [{ phase, n: told, verdict, r2, users, drivers: rows.toSorted((a, b) => a.rank - b.rank) }];
    }),
  );
  return { outcome: infoOf.get(outcome) as NodeInfo, phases: phases.flat() };
}

/**
 * What moves the overall mark, by owner phase, with intervals and the verdict whether it may be read as an order.
 * @throws AppError `forbidden` for a port's head, `not_found` for a unit or wave that is not the asker's
 */
export async function driversView(sources: Sources, scope: Scope, query: DriversQuery): Promise<DriversView> {
  const cut = await cutFor(sources, scope, { ...query, compare: null, organisation: "then" });
  const { outcome, phases } = await phaseDrivers(sources, cut);
  const mine = new Set(cut.infos.map(({ id }) => id));
  return {
    unit: unitRef(cut.unit),
    path: cut.path.map(unitRef),
    nodes: cut.infos
      .filter(({ kind }) => kind !== "measure")
      .map((info) => ({ ...nodeRef(info), depth: info.depth })),
    wave: cut.now.wave,
    outcome: nodeRef(outcome),
    phases: phases.map((each) => ({
      ...each,
      drivers: each.drivers.filter(({ node }) => mine.has(node.id)),
      users: each.users.filter(({ node }) => mine.has(node.id)),
    })),
    bootstrap: PLAN,
    passport: { ...passportOf(cut, outcome), inference: "process", method: METHOD },
  };
}
