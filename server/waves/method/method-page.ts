import type { IndexDefinition } from "#analytics/index-definition.ts";
import { quoted } from "#server/analysis/columns.ts";
import type { FrameCell } from "#server/analysis/frame-cells.ts";
import { responseRelationName } from "#server/analysis/response-relation.ts";
import type { Database } from "#server/database/connection.ts";
import { statementsOf } from "#server/database/statements.ts";
import { wordingOf } from "#server/indicators/breaks.ts";
import { DEFAULT_DEFINITION, publishedDefinition } from "#server/indicators/definitions.ts";
import { readSettings } from "#server/indicators/settings.ts";
import type { Sources } from "#server/indicators/sources.ts";
import type { Scope } from "#server/scope/scope.ts";
import { askedQuestions } from "#surveys/asked-questions.ts";
import { answeredStrata } from "../close/answered-strata.ts";
import { indexWeights } from "../close/index-weights.ts";
import { reconcile, shownLine, waveCounts } from "../close/reconcile.ts";
import { type WaveWeighting, waveWeights } from "../close/wave-weights.ts";
import type { ExclusionReason } from "../frame/exclusion-reasons.ts";
import { answerCells, answersPerDay, oddCounts, representedCells } from "../monitor/monitor-counts.ts";
import { modesOf, outcomesOf } from "../monitor/outcomes-and-modes.ts";
import { representativeness } from "../monitor/representativeness.ts";
import type { QualityCode } from "../quality/quality-codes.ts";
import { effectOfMarks } from "../quality/score-effect.ts";
import { storedPlan } from "../sample/sample-plan.ts";
import { readWaveSettings } from "../settings.ts";
import { readWave, type WaveFacts } from "../wave-facts.ts";
import { waveQuestionnaire } from "../wave-questionnaire.ts";
import { cautionsOf } from "./cautions.ts";
import type { MethodView } from "./method-view.ts";
import { needMethod } from "./need-method.ts";
import { tellableEffect } from "./tellable-effect.ts";
import { waveNotes } from "./wave-notes.ts";
import { weightedRates } from "./weighted-rates.ts";

async function frameOf(db: Database, waveId: number, owners: number): Promise<MethodView["frame"]> {
  const left = await db
    .selectFrom("frame_member")
    .select(({ fn }) => ["exclusion", fn.countAll<number>().as("n")])
    .where("wave_id", "=", waveId)
    .where("exclusion", "is not", null)
    .groupBy("exclusion")
    .orderBy("exclusion")
    .execute();
  const built = await db
    .selectFrom("wave_frame")
    .selectAll()
    .where("wave_id", "=", waveId)
    .executeTakeFirst();
  return {
    owners,
    leftOut: Object.fromEntries(left.map(({ exclusion, n }) => [exclusion as ExclusionReason, n])),
    built: built && {
      hash: built.hash.toString("hex"),
      runInMonths: built.run_in_months,
      stableMonths: built.stable_months,
      contactDays: built.contact_days,
    },
  };
}

async function sampleOf(db: Database, waveId: number): Promise<MethodView["sample"]> {
  const row = await db
    .selectFrom("wave_sample")
    .select(["plan", "seed", "hash", "drawn"])
    .where("wave_id", "=", waveId)
    .orderBy("draw", "desc")
    .limit(1)
    .executeTakeFirst();
  if (!row) return undefined;
  const strata = await db
    .selectFrom("wave_stratum")
    .select("take_all")
    .where("wave_id", "=", waveId)
    .execute();
  return {
    plan: storedPlan.parse(row.plan),
    seed: row.seed,
    hash: row.hash.toString("hex"),
    drawn: row.drawn,
    strata: strata.length,
    takenWhole: strata.filter(({ take_all }) => take_all).length,
  };
}

/** Strata whose weight the index sets otherwise than the wave. */
function differences(definition: IndexDefinition, { strata }: WaveWeighting): number {
  const own = indexWeights(definition, strata);
  return strata.filter(
    (each) =>
      each.respondents > 0 && Math.abs((own(each) ?? 0) - (each.weight ?? 0)) > 1e-9 * (each.weight ?? 1),
  ).length;
}

/** Responses of the wave that screens count and that an export writes. */
async function exportedCount({ analysis }: Sources, wave: WaveFacts): Promise<number> {
  const [row] = await analysis.query(
    `select count(*)::integer as n from ${quoted(responseRelationName(wave.questionnaireId))} where wave_id = $1 and counted`,
    [wave.id],
  );
  return Number(row?.n ?? 0);
}

async function screenedAt(db: Database, waveId: number): Promise<string | null> {
  const row = await db
    .selectFrom("project_quality")
    .select(({ fn }) => fn.max("screened_at").as("at"))
    .where("wave_id", "=", waveId)
    .executeTakeFirst();
  return row?.at?.toISOString() ?? null;
}

async function standingClose(db: Database, waveId: number) {
  return db
    .selectFrom("wave_close")
    .select(["data_hash", "closed_at", "weighting"])
    .where("wave_id", "=", waveId)
    .where("reopened_at", "is", null)
    .executeTakeFirst();
}

/**
 * The method page of a wave, made from the record and the analysis at this moment; for a closed wave its data cannot have
 * changed since. Waves that came from files have one as well, with what is known of them.
 * @throws AppError `forbidden` before the wave is published for those who do not run it, `not_found`
 */
export async function methodPage(sources: Sources, scope: Scope, waveId: number): Promise<MethodView> {
  const { db, analysis } = sources;
  const wave = await readWave(db, waveId);
  needMethod(scope, wave);
  const run = statementsOf(db);
  const [settings, shown] = await Promise.all([readWaveSettings(db, waveId), readSettings(db)]);
  const { questionnaire } = await waveQuestionnaire(db, waveId);
  const { strata, dataVersion } = analysis.strata({ waveIds: [waveId] });
  const projectIds = [...new Set(strata.map(({ projectId }) => projectId))];
  const part = { waveId, questionnaire: wave.questionnaireId, projectIds };
  const published = await publishedDefinition(db, DEFAULT_DEFINITION, wave.year);
  const [cells, perDay, represented, odd, counts, answered, exported, close, screened] = await Promise.all([
    answerCells(analysis, part),
    answersPerDay(analysis, part),
    representedCells(analysis, part, wave.cutoffOn),
    oddCounts(run, waveId, projectIds),
    waveCounts(run, waveId),
    answeredStrata(run, waveId),
    exportedCount(sources, wave),
    standingClose(db, waveId),
    screenedAt(db, waveId),
  ]);
  // a closed wave keeps the rule it was weighted by
  const rule = (close?.weighting as Pick<WaveWeighting, "rule"> | undefined)?.rule ?? {
    collapseBelow: settings["weights.collapse_below"],
    trim: settings["weights.trim"],
  };
  const weighting = waveWeights(answered, rule);
  const weightAt = new Map(weighting.strata.map((each) => [`${each.projectId}|${each.phase}`, each.weight]));
  const weighted = weighting.strata.reduce(
    (sum, { weight = 0, respondents }) => sum + weight * respondents,
    0,
  );
  const reconciliation = reconcile(counts, { sum: weighted, owners: weighting.ownersCovered });
  // while owners are asked, homes without an outcome are no fault
  const settled = wave.state === "closed" || wave.state === "published";
  const sums = reconciliation.lines.filter(({ code }) => settled || code !== "asked-outcomes");
  const [effect] = await effectOfMarks(db, waveId, published.definition, [[]]);
  const days = [...perDay.keys()].toSorted();
  const { strata: _, ...log } = weighting;
  const graded = (grade: "A" | "B" | "C" | null) => odd.grades.filter((each) => each.grade === grade).length;
  const frames: readonly FrameCell[] = strata.flatMap(({ frame }) => frame);
  const view: Omit<MethodView, "cautions"> = {
    wave: {
      id: wave.id,
      year: wave.year,
      name: wave.name,
      nameEn: wave.nameEn,
      state: wave.state,
      ageBy: wave.ageBy,
      origin: wave.origin,
      notice: wave.notice,
    },
    questionnaire: await questionnaireOf(db, wave, questionnaire),
    asked: askedQuestions(questionnaire, (await wordingOf(db, waveId)).versions),
    notes: await waveNotes(db, waveId),
    timing: {
      cutoffOn: wave.cutoffOn,
      opensOn: wave.opensOn,
      closesOn: wave.closesOn,
      firstAnswerOn: days[0] ?? null,
      lastAnswerOn: days.at(-1) ?? null,
    },
    frame: await frameOf(db, waveId, counts.owners),
    sample: await sampleOf(db, waveId),
    outcomes: outcomesOf(frames, (n) => n),
    weightedRates: weightedRates(frames),
    modes: modesOf(wave, cells, (n) => n),
    represented: representativeness(
      represented,
      (cell) => weightAt.get(`${cell.projectId}|${cell.phase}`),
      shown["fieldwork.gap_points"],
    ),
    regions: await regionsOf(db, represented),
    quality: {
      screenedAt: screened,
      byCode: sumByCode(odd.byCode),
      isolated: odd.isolated,
      voided: odd.voided,
      grades: { A: graded("A"), B: graded("B"), C: graded("C"), none: graded(null) },
      interference: odd.interference,
      effect: tellableEffect(effect),
    },
    weighting: { ...log, differsFromIndex: differences(published.definition, weighting) },
    reconciliation: {
      ...reconciliation,
      lines: [...sums, shownLine(counts.counted - counts.weightingExempt, exported)],
    },
    definition: {
      id: published.definition.id,
      version: published.definition.version,
      hash: published.hash,
    },
    data: {
      hash: close?.data_hash.toString("hex"),
      closedAt: close?.closed_at.toISOString(),
      version: dataVersion,
    },
  };
  return { ...view, cautions: cautionsOf(view, shown) };
}

function sumByCode(
  marks: readonly { readonly code: string; readonly n: number }[],
): MethodView["quality"]["byCode"] {
  const sum: Partial<Record<QualityCode, number>> = {};
  for (const { code, n } of marks) sum[code as QualityCode] = (sum[code as QualityCode] ?? 0) + n;
  return sum;
}

async function regionsOf(
  db: Database,
  cells: readonly { readonly regionId: number | null }[],
): Promise<MethodView["regions"]> {
  const ids = [...new Set(cells.flatMap(({ regionId }) => (regionId === null ? [] : [regionId])))];
  const rows = await db
    .selectFrom("org_unit")
    .select(["id", "name", "name_en"])
    .where("id", "in", [0, ...ids])
    .orderBy("id")
    .execute();
  return rows.map(({ id, name, name_en }) => ({ id, name, nameEn: name_en }));
}

async function questionnaireOf(
  db: Database,
  wave: WaveFacts,
  { id, version, title, questions }: Awaited<ReturnType<typeof waveQuestionnaire>>["questionnaire"],
): Promise<MethodView["questionnaire"]> {
  const { hash } = await db
    .selectFrom("questionnaire")
    .select("hash")
    .where("id", "=", wave.questionnaireId)
    .where("version", "=", wave.questionnaireVersion)
    .executeTakeFirstOrThrow();
  return { id, version, title, hash, questions: questions.length };
}
